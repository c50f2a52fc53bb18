/*
 * Who is signed in, and the ways in: Microsoft's token where Outlook has it, and else a window of our server, which
 * hands over a code that is exchanged for a bearer.
 */
var Rapport = Rapport || {};

/** @typedef {{name: string, email: string, organisation: string}} Person */
/** @typedef {{finishing: () => void, done: (problem: Problem | null) => void}} Tell */

Rapport.session = (function () {
    /** @type {Person | null} */
    var person = null;
    var shouldPrompt = false; // a browser blocked the window once: let Outlook ask before it opens
    var SIGNED_OUT = 'rapport.signed_out';
    var isSignedOut = false; // by the person's own wish, which outlasts the pane

    /** @param {(storage: Storage) => string | null | void} use */
    function withStorage(use) {
        // Browsers that forbid storage in a frame throw here; the wish then lasts as long as the pane.
        try { return use(window.localStorage); } catch (error) { return null; }
    }

    function staysSignedOut() {
        return isSignedOut || Boolean(withStorage(function (storage) { return storage.getItem(SIGNED_OUT); }));
    }

    /** @param {boolean} wish */
    function staySignedOut(wish) {
        isSignedOut = wish;
        withStorage(function (storage) {
            if (wish) { storage.setItem(SIGNED_OUT, 'yes'); } else { storage.removeItem(SIGNED_OUT); }
        });
    }

    /** @param {{token: string, person: {name: string, email: string}, organisation: {name: string}}} answer */
    function take(answer) {
        Rapport.server.keepToken(answer.token);
        remember(answer);
    }

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
     * Signs in because somebody pressed the button.
     * @param {Tell} tell
     * @returns {() => void} stops waiting and closes our window
     */
    function begin(tell) {
        staySignedOut(false);
        if (!Rapport.microsoft.isPossible()) { return openWindow(shouldPrompt, tell); }
        var isStopped = false;
        /** @type {() => void} */
        var close = function () { return undefined; };
        Rapport.microsoft.signIn(true, function (problem, answer) {
            if (isStopped) { return answer ? Rapport.server.endUnused(answer.token) : undefined; }
            if (problem) { return tell.done(problem); }
            // The click is too long ago for browsers to let a window open by itself: Outlook asks first.
            if (!answer) { close = openWindow(true, tell); return; }
            take(answer);
            tell.done(null);
        });
        return function () { isStopped = true; close(); };
    }

    /**
     * Signs in without the person, where Outlook can and they have not signed out.
     * @param {(problem: Problem | null, isSignedIn: boolean) => void} done
     */
    function beginSilently(done) {
        if (staysSignedOut() || !Rapport.microsoft.isPossible()) { return done(null, false); }
        Rapport.microsoft.signIn(false, function (problem, answer) {
            if (problem || !answer) { return done(problem, false); }
            if (person && person.email !== answer.person.email) {
                // Outlook's account is somebody else than who worked here until now.
                Rapport.server.endUnused(answer.token);
                return done(null, false);
            }
            take(answer);
            done(null, true);
        });
    }

    /** @param {(isRenewed: boolean) => void} done */
    function renew(done) {
        beginSilently(function (_problem, isSignedIn) { done(isSignedIn); });
    }

    /**
     * Signs in by our window; with prompt, Outlook asks before it opens.
     * @type {(prompt: boolean, tell: Tell) => () => void}
     */
    function openWindow(prompt, tell) {
        var nonce = Rapport.randomHex(32);
        var close = Rapport.outlookSignIn.openDialog(Rapport.origin() + '/dialog/start?nonce=' + nonce, {
            prompt: prompt,
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
            if (!problem) { take(answer); }
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
            staySignedOut(true);
            done(null);
        });
    }

    return {
        begin: begin, beginSilently: beginSilently, renew: renew, resume: resume, end: end,
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
