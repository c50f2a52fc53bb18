/* Our server as the pane sees it: the only script of the pane that calls it. Keeps the bearer token. */
var Rapport = Rapport || {};

/**
 * path is below our own origin; sent is the token it carries; isMicrosoft: that token is Microsoft's, not ours.
 * @typedef {Object} Call
 * @property {'GET' | 'POST' | 'DELETE'} method
 * @property {string} path
 * @property {Object | null} body
 * @property {string | null} sent
 * @property {Done} done
 * @property {boolean} [isMicrosoft]
 * @property {boolean} [isRepeated]
 */

Rapport.server = (function () {
    var WAIT_SECONDS = 30;
    var KEY = 'rapport.token';
    /** @type {string | null} */
    var token = null;
    /** @type {() => void} */
    var onSignedOut = function () { return undefined; };
    /** @type {(done: (isRenewed: boolean) => void) => void} */
    var renew = function (done) { done(false); };
    /** @type {string | null} */
    var replaced = null; // the same person's token before it was renewed
    /** @type {Call[]} */
    var waiting = []; // calls that a renewed token will repeat

    /** @param {(storage: Storage) => string | null | void} use */
    function withStorage(use) {
        // Browsers that forbid storage in a frame throw here; the token then lives as long as the pane.
        try { return use(window.sessionStorage); } catch (error) { return null; }
    }

    function bearer() {
        token = token || withStorage(function (storage) { return storage.getItem(KEY); }) || null;
        return token;
    }

    /** @param {string | null} given null forgets it */
    function keep(given) {
        token = given;
        replaced = null;
        withStorage(function (storage) {
            if (given) { storage.setItem(KEY, given); } else { storage.removeItem(KEY); }
        });
    }

    /** @param {string} text */
    function parsed(text) {
        try { return JSON.parse(text); } catch (error) { return null; } // null: not JSON, so not from our server
    }

    /**
     * @param {number} status
     * @param {any} answer what the server sent; null when it was no JSON
     * @returns {Problem}
     */
    function refusal(status, answer) {
        if (answer && answer.detail) { return { kind: 'server', sentence: String(answer.detail) }; }
        return { kind: 'server', sentence: Rapport.say('server_odd', { status: status }) };
    }

    /** @param {Call} ask the server no longer takes the token with which it was made */
    function ended(ask) {
        if (ask.sent === replaced) { return again(ask); }
        // A late 401 must not throw away the token of a sign-in that came after it, nor be repeated by its person.
        if (ask.sent !== token) { return lost(ask); }
        if (ask.method === 'DELETE') { return forget([ask]); }
        waiting.push(ask);
        if (waiting.length > 1) { return; }
        renew(function (isRenewed) {
            var all = waiting;
            waiting = [];
            if (!isRenewed) { return forget(all); }
            replaced = ask.sent;
            all.forEach(again);
        });
    }

    /** @param {Call} ask */
    function lost(ask) {
        ask.done({ kind: 'signed_out', sentence: Rapport.say('session_ended') });
    }

    /** @param {Call[]} calls */
    function forget(calls) {
        keep(null);
        onSignedOut();
        calls.forEach(lost);
    }

    /** @param {Call} ask was refused with 401, so nothing of it was done */
    function again(ask) {
        if (ask.isRepeated || !token) { return lost(ask); }
        ask.isRepeated = true;
        ask.sent = token;
        send(ask);
    }

    /** @type {(request: XMLHttpRequest, ask: Call) => void} */
    function receive(request, ask) {
        var answer = parsed(request.responseText);
        if (request.status === 401 && ask.sent && !ask.isMicrosoft) { return ended(ask); }
        if (request.status === 204) { return ask.done(null, null); }
        if (request.status >= 200 && request.status < 300 && answer) { return ask.done(null, answer); }
        var problem = refusal(request.status, answer);
        if (ask.isMicrosoft && (request.status === 401 || request.status === 403)) {
            var claims = /insufficient_claims.*claims="([^"]+)"/.exec(request.getResponseHeader('WWW-Authenticate') || '');
            problem.kind = claims ? 'claims' : 'refused';
            return ask.done(problem, claims ? window.atob(claims[1]) : null);
        }
        ask.done(problem);
    }

    /** @param {Call} ask its done is called exactly once, with what the server sent or with a problem */
    function send(ask) {
        var request = new XMLHttpRequest();
        request.open(ask.method, ask.path);
        request.timeout = WAIT_SECONDS * 1000;
        request.setRequestHeader('Accept', 'application/json, application/problem+json');
        if (ask.sent) { request.setRequestHeader('Authorization', 'Bearer ' + ask.sent); }
        request.onload = function () { receive(request, ask); };
        request.onerror = function () { ask.done({ kind: 'away', sentence: Rapport.say('server_away') }); };
        request.ontimeout = function () {
            ask.done({ kind: 'away', sentence: Rapport.say('server_slow', { seconds: WAIT_SECONDS }) });
        };
        if (ask.body) { request.setRequestHeader('Content-Type', 'application/json'); }
        request.send(ask.body ? JSON.stringify(ask.body) : null);
    }

    /** @type {(method: 'GET' | 'POST' | 'DELETE', path: string, body: Object | null, done: Done) => void} */
    function call(method, path, body, done) {
        send({ method: method, path: path, body: body, sent: bearer(), done: done });
    }

    /** @type {(path: string, body: Object, done: Done) => void} */
    function post(path, body, done) {
        call('POST', path, body, done);
    }

    /** @type {(id: string, step: string) => string} */
    function invitation(id, step) {
        return '/api/outlook/invitations/' + encodeURIComponent(id) + '/' + step;
    }

    return {
        hasToken: function () { return Boolean(bearer()); },
        keepToken: keep,
        /** @param {() => void} listener called when the server no longer takes the token */
        whenSignedOut: function (listener) { onSignedOut = listener; },
        /** @param {(done: (isRenewed: boolean) => void) => void} how gets a new token when the old one has ended */
        renewBy: function (how) { renew = how; },

        /** @type {(code: string, nonce: string, done: Done) => void} */
        exchange: function (code, nonce, done) {
            post('/api/pane/session', { code: code, nonce: nonce }, done);
        },
        /** @param {Done} done gets {microsoft: MicrosoftSettings | null} */
        signInWays: function (done) {
            send({ method: 'GET', path: '/api/pane/sign-in', body: null, sent: null, done: done });
        },
        /**
         * Gets our bearer for Microsoft's token; with a problem of kind "claims" comes what the token has to show.
         * @type {(accessToken: string, done: Done) => void}
         */
        exchangeMicrosoft: function (accessToken, done) {
            send({
                method: 'POST', path: '/api/pane/session/microsoft', body: null, sent: accessToken, done: done,
                isMicrosoft: true
            });
        },
        /**
         * Ends a session that is not taken up; when that fails, it ends by itself after some hours.
         * @param {string} given its token
         */
        endUnused: function (given) {
            send({
                method: 'DELETE', path: '/api/pane/session', body: null, sent: given, isRepeated: true,
                done: function () { return undefined; }
            });
        },
        /** @param {Done} done */
        session: function (done) { call('GET', '/api/pane/session', null, done); },
        /** @param {Done} done */
        endSession: function (done) { call('DELETE', '/api/pane/session', null, done); },

        /** @param {Done} done */
        surveys: function (done) { call('GET', '/api/outlook/surveys', null, done); },
        /** @type {(surveyId: string | number, recipients: Array<{email: string, name: string}>, done: Done) => void} */
        preview: function (surveyId, recipients, done) {
            post('/api/outlook/preview', { survey_id: surveyId, recipients: recipients }, done);
        },
        /** @type {(press: Press, done: Done) => void} */
        invite: function (press, done) {
            post('/api/outlook/invitations', {
                request_id: press.requestId, survey_id: press.surveyId,
                language: press.language, email: press.email
            }, done);
        },
        /** @type {(id: string, way: string, done: Done) => void} */
        inserted: function (id, way, done) { post(invitation(id, 'inserted'), { way: way }, done); },
        /** @type {(id: string, done: Done) => void} */
        withdrawn: function (id, done) { post(invitation(id, 'withdrawn'), {}, done); },
        /** @type {(id: string, subject: string, text: string, done: Done) => void} */
        send: function (id, subject, text, done) {
            post(invitation(id, 'send'), { subject: subject, text: text }, done);
        },
        /** @type {(email: string, done: Done) => void} */
        history: function (email, done) { post('/api/outlook/history', { email: email }, done); }
    };
}());
