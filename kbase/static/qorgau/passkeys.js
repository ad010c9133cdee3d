// Passkeys: a form with data-passkey runs the browser's ceremony before it is sent. See account/_passkey.html.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const credentials = (list = []) => list.map((item) => ({ ...item, id: bytes(item.id) }));

// Some browsers lack PublicKeyCredential.parse…FromJSON and toJSON, so both are done here.
function prepared(options) {
  const { challenge, user, excludeCredentials, allowCredentials } = options;
  return {
    ...options,
    challenge: bytes(challenge),
    ...(user && { user: { ...user, id: bytes(user.id) } }),
    ...(excludeCredentials && { excludeCredentials: credentials(excludeCredentials) }),
    ...(allowCredentials && { allowCredentials: credentials(allowCredentials) }),
  };
}

function answered(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  const answer = Object.fromEntries(given);
  if (response.getTransports) answer.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const response = await fetch(form.dataset.source, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error("no options");
  return (await response.json()).request_options.publicKey;
}

const PROBLEMS = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "known",
  SecurityError: "unsupported",
  NotSupportedError: "unsupported",
};

function show(form, problem) {
  const box = form.querySelector("[data-problems]");
  for (const line of box.children) line.hidden = line.dataset.problem !== problem;
  box.hidden = !problem;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[type=submit]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    show(form, "");
    if (!window.PublicKeyCredential) return show(form, "unsupported");
    button.disabled = true;
    try {
      const publicKey = prepared(await optionsOf(form));
      const credential =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create({ publicKey })
          : await navigator.credentials.get({ publicKey });
      form.elements.credential.value = JSON.stringify(answered(credential));
      form.submit();
    } catch (error) {
      show(form, PROBLEMS[error.name] ?? "failed");
    } finally {
      button.disabled = false;
    }
  });
}
