// Typing in paper: in a question, a digit chooses that answer and goes on to the next question; 0 takes a wrong answer
// away, which no radio can do by itself. Without scripts the arrow keys and Tab choose as well.
const sheet = document.getElementById("sheet");
const questions = [...sheet.querySelectorAll("fieldset")];

sheet.addEventListener("keydown", (event) => {
  const at = questions.findIndex((question) => question.contains(event.target));
  if (at < 0 || event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
  if (event.key === "0") {
    for (const chosen of questions[at].querySelectorAll("input:checked")) chosen.checked = false;
    event.preventDefault();
    return;
  }
  const answer = questions[at].querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (!answer) return;
  event.preventDefault();
  answer.checked = true;
  const boxes = [...sheet.querySelectorAll("fieldset, textarea")];
  const next = boxes[boxes.indexOf(questions[at]) + 1];
  const into = next && (next.matches("textarea") ? next : next.querySelector("input:checked") || next.querySelector("input"));
  (into || answer).focus();
});

if (document.currentScript.dataset.begin) sheet.querySelector("fieldset input").focus();
