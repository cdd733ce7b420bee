// Passkeys: asks the browser for one and sends its answer with the form around the button.
// What the server wants to know stands in the page as data; this file is the only script involved.

const toBytes = (text) => {
  const plain = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
};

const toText = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const withBytes = (list) => (list || []).map((entry) => ({ ...entry, id: toBytes(entry.id) }));

const creation = ({ publicKey }) => ({
  publicKey: {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: withBytes(publicKey.excludeCredentials),
  },
});

const request = ({ publicKey }) => ({
  publicKey: {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    allowCredentials: withBytes(publicKey.allowCredentials),
  },
});

const answer = (credential) => {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
};

const ask = (kind, data) =>
  kind === "create"
    ? navigator.credentials.create(creation(data.creation_options))
    : navigator.credentials.get(request(data.request_options));

// A whole form whose only answer is a passkey, or a part of a form beside other ways, whose button asks for one.
const prepare = (part, data) => {
  const form = part.closest("form");
  const said = part.querySelector("[data-passkey-said]");
  part.querySelector("[data-passkey-ready]").hidden = false;
  part.querySelector("[data-passkey-absent]").hidden = true;
  const send = async (event) => {
    event.preventDefault();
    said.hidden = true;
    try {
      const credential = await ask(part.dataset.passkey, data);
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch {
      said.textContent = part.dataset.passkeyFailed;
      said.hidden = false;
    }
  };
  if (part === form) form.addEventListener("submit", send);
  else part.querySelector("button").addEventListener("click", send);
};

const data = document.getElementById("passkey-data");
if (data && window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) prepare(part, JSON.parse(data.textContent));
}
