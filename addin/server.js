/* Our server as the pane sees it: the only script of the pane that calls it. Keeps the bearer token. */
var Rapport = Rapport || {};

Rapport.server = (function () {
    var WAIT_SECONDS = 30;
    var KEY = 'rapport.token';
    /** @type {string | null} */
    var token = null;
    /** @type {() => void} */
    var onSignedOut = function () { return undefined; };

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

    /** @type {(request: XMLHttpRequest, sent: string | null, done: Done) => void} */
    function receive(request, sent, done) {
        var answer = parsed(request.responseText);
        if (request.status === 401 && sent) {
            // A late 401 must not throw away the token of a sign-in that came after it.
            if (sent === token) { keep(null); onSignedOut(); }
            return done({ kind: 'signed_out', sentence: Rapport.say('session_ended') });
        }
        if (request.status === 204) { return done(null, null); }
        if (request.status >= 200 && request.status < 300 && answer) { return done(null, answer); }
        done(refusal(request.status, answer));
    }

    /**
     * One call; done is called exactly once, with what the server sent or with a problem.
     * @param {'GET' | 'POST' | 'DELETE'} method
     * @param {string} path below our own origin
     * @param {Object | null} body
     * @param {Done} done
     */
    function call(method, path, body, done) {
        var request = new XMLHttpRequest();
        var sent = bearer();
        request.open(method, path);
        request.timeout = WAIT_SECONDS * 1000;
        request.setRequestHeader('Accept', 'application/json, application/problem+json');
        if (sent) { request.setRequestHeader('Authorization', 'Bearer ' + sent); }
        request.onload = function () { receive(request, sent, done); };
        request.onerror = function () { done({ kind: 'away', sentence: Rapport.say('server_away') }); };
        request.ontimeout = function () {
            done({ kind: 'away', sentence: Rapport.say('server_slow', { seconds: WAIT_SECONDS }) });
        };
        if (body) { request.setRequestHeader('Content-Type', 'application/json'); }
        request.send(body ? JSON.stringify(body) : null);
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

        /** @type {(code: string, nonce: string, done: Done) => void} */
        exchange: function (code, nonce, done) {
            post('/api/pane/session', { code: code, nonce: nonce }, done);
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
