/* Who is signed in, and the way in: a window of our server hands over a code that is exchanged for a bearer. */
var Rapport = Rapport || {};

/** @typedef {{name: string, email: string, organisation: string}} Person */

Rapport.session = (function () {
    /** @type {Person | null} */
    var person = null;
    var shouldPrompt = false; // a browser blocked the window once: let Outlook ask before it opens

    /** @param {{person: {name: string, email: string}, organisation: {name: string}}} answer */
    function remember(answer) {
        person = {
            name: answer.person.name, email: answer.person.email, organisation: answer.organisation.name
        };
    }

    /** @param {Sentence} key @param {Object.<string, string | number>} [values] @returns {Problem} */
    function refused(key, values) {
        return { kind: 'dialog', sentence: Rapport.say(key, values) };
    }

    /** @param {number} code Office's number @returns {Problem} */
    function dialogProblem(code) {
        if (code === 12011) { shouldPrompt = true; }
        var key = /** @type {Sentence} */ ('dialog_' + code);
        if (!Rapport.words.en.hasOwnProperty(key)) { return refused('dialog_other', { code: code }); }
        return refused(key, { origin: Rapport.origin() });
    }

    /** @param {string} text from the window @returns {{code?: string, problem?: string} | null} */
    function readMessage(text) {
        var message;
        try { message = JSON.parse(text); } catch (error) { return null; } // null: not a message of ours
        var keys = message && typeof message === 'object' ? Object.keys(message) : [];
        var isOurs = keys.length === 1 && (keys[0] === 'code' || keys[0] === 'problem');
        return isOurs && typeof message[keys[0]] === 'string' ? message : null;
    }

    /**
     * Signs in by the window; may only be called from a click, or browsers block the window.
     * @param {{finishing: () => void, done: (problem: Problem | null) => void}} tell
     * @returns {() => void} stops waiting and closes the window
     */
    function begin(tell) {
        var nonce = Rapport.randomHex(32);
        var close = Rapport.outlook.openDialog(Rapport.origin() + '/dialog/start?nonce=' + nonce, {
            prompt: shouldPrompt,
            ended: function (code) { tell.done(dialogProblem(code)); },
            message: function (text, origin) {
                var message = readMessage(text);
                close();
                if (!message || (origin !== null && origin !== Rapport.origin())) {
                    return tell.done(refused('sign_in_mixed'));
                }
                if (message.problem) { return tell.done({ kind: 'dialog', sentence: message.problem }); }
                tell.finishing();
                exchange(String(message.code), nonce, tell.done);
            }
        });
        return close;
    }

    /** @type {(code: string, nonce: string, done: (problem: Problem | null) => void) => void} */
    function exchange(code, nonce, done) {
        Rapport.server.exchange(code, nonce, function (problem, answer) {
            if (!problem) {
                Rapport.server.keepToken(answer.token);
                remember(answer);
            }
            done(problem);
        });
    }

    /**
     * Goes on with the token of an earlier pane.
     * @param {(problem: Problem | null) => void} done
     */
    function resume(done) {
        Rapport.server.session(function (problem, answer) {
            if (!problem) { remember(answer); }
            done(problem);
        });
    }

    /** @param {(problem: Problem | null) => void} done the pane forgets the token only when the server did */
    function end(done) {
        Rapport.server.endSession(function (problem) {
            if (problem && problem.kind !== 'signed_out') { return done(problem); }
            Rapport.server.keepToken(null);
            person = null;
            done(null);
        });
    }

    return {
        begin: begin, resume: resume, end: end,
        person: function () { return person; }
    };
}());

/** Our own origin, such as https://rapport.example:8443. */
Rapport.origin = function () {
    return window.location.protocol + '//' + window.location.host;
};

/**
 * Bytes that nobody can guess, written in hexadecimal.
 * @param {number} bytes
 */
Rapport.randomHex = function (bytes) {
    var source = window.crypto || window.msCrypto;
    var drawn = source.getRandomValues(new Uint8Array(bytes));
    var text = '';
    for (var i = 0; i < bytes; i += 1) { text += ('0' + drawn[i].toString(16)).slice(-2); }
    return text;
};
