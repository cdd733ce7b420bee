// A card's picture code carries its letters after "#", which browsers never send. They go into the box, and out of the
// address, before the form is sent. Without scripts the letters are typed.
const letters = decodeURIComponent(location.hash.slice(1));

if (/^[A-Za-z2-9 -]{12,20}$/.test(letters)) {
  history.replaceState(null, "", location.pathname);
  const form = document.getElementById("card");
  form.elements.code.value = letters;
  form.submit();
}
