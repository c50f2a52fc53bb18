/* Passkeys: asks the browser for one, and sends what it says with the form around the button.
   Forms with data-passkey stay hidden in browsers that know none. */
(function () {
  "use strict";

  function toBytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }

  function toText(buffer) {
    var letters = Array.prototype.map.call(new Uint8Array(buffer), function (one) {
      return String.fromCharCode(one);
    });
    return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function withBytes(listed) {
    return (listed || []).map(function (one) {
      return Object.assign({}, one, { id: toBytes(one.id) });
    });
  }

  function asked(kind, options) {
    options.challenge = toBytes(options.challenge);
    if (kind === "add") {
      options.user.id = toBytes(options.user.id);
      options.excludeCredentials = withBytes(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = withBytes(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  }

  function answer(found) {
    var response = { clientDataJSON: toText(found.response.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (found.response[name]) { response[name] = toText(found.response[name]); }
    });
    return JSON.stringify({ id: found.id, rawId: toText(found.rawId), type: found.type, response: response });
  }

  function options(form) {
    return fetch(form.dataset.options, {
      method: "POST",
      credentials: "same-origin",
      headers: { "X-CSRFToken": form.elements.csrf_token.value }
    }).then(function (said) {
      if (!said.ok) { throw new Error("Sign out and in again first, then add the passkey within 15 minutes."); }
      return said.json();
    });
  }

  function tell(form, words) {
    var notice = form.querySelector("[role=alert]");
    notice.textContent = words;
    notice.hidden = false;
  }

  function install(form) {
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      options(form).then(function (given) {
        return asked(form.dataset.passkey, given);
      }).then(function (found) {
        form.elements.answer.value = answer(found);
        form.submit();
      }).catch(function (error) {
        tell(form, error.name === "Error" ? error.message
          : "No passkey was shown. Try again, or take another way.");
      });
    });
  }

  if (window.PublicKeyCredential && navigator.credentials) {
    Array.prototype.forEach.call(document.querySelectorAll("form[data-passkey]"), install);
    Array.prototype.forEach.call(document.querySelectorAll("[data-without-passkeys]"), function (hint) {
      hint.hidden = true;
    });
  }
}());
