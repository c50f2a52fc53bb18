/* Signing in with Microsoft's access token, without a window of ours: the ways in their order, and what closes them. */
var Rapport = Rapport || {};

/** @typedef {{client_id: string, authority: string, scope: string}} MicrosoftSettings */

/**
 * claims: what the token has to show, in Microsoft's JSON; empty when nothing special.
 * isByPerson: somebody pressed the button, so windows of Microsoft may appear.
 * @typedef {{settings: MicrosoftSettings, claims: string, isByPerson: boolean}} Ask
 */

/**
 * press: only with somebody at the screen; stopped: they closed Microsoft's window; closed: not in this Outlook.
 * @typedef {{outcome: 'token' | 'press' | 'stopped' | 'closed', token?: string, why?: string}} TokenAnswer
 */

/** @typedef {(ask: Ask, done: (answer: TokenAnswer) => void) => void} AskForToken */

Rapport.microsoft = (function () {
    var SILENT_SECONDS = 15;
    /** @type {Array<{name: string, set: string, version: string, ask: AskForToken, isClosed: boolean}>} */
    var ways = [{
        name: 'Nested app authentication', set: 'NestedAppAuth', version: '1.1',
        ask: Rapport.nested.accessToken, isClosed: false
    }, {
        name: 'Office\u2019s own sign-in', set: 'IdentityAPI', version: '1.3',
        ask: Rapport.outlookSignIn.accessToken, isClosed: false
    }];
    /** @type {MicrosoftSettings | null} */
    var settings = null;
    var claims = ''; // what our server wanted to see in the last token, and did not

    function open() {
        return ways.filter(function (way) { return !way.isClosed && Rapport.outlook.has(way.set, way.version); });
    }

    function closeAll() {
        ways.forEach(function (way) { way.isClosed = true; });
    }

    /** @type {(way: {name: string, isClosed: boolean}, why: string | undefined) => void} */
    function close(way, why) {
        way.isClosed = true;
        window.console.warn('Rapport: ' + way.name + ' is not used: ' + why);
    }

    /**
     * Asks, and waits for ever only while somebody may be typing at Microsoft's.
     * @type {(way: {ask: AskForToken}, ask: Ask, done: (answer: TokenAnswer) => void) => void}
     */
    function inTime(way, ask, done) {
        var isOver = false;
        /** @param {TokenAnswer} answer */
        function end(answer) {
            if (isOver) { return; }
            isOver = true;
            done(answer);
        }
        if (!ask.isByPerson) {
            setTimeout(function () { end({ outcome: 'closed', why: 'no answer' }); }, SILENT_SECONDS * 1000);
        }
        way.ask(ask, end);
    }

    /**
     * Signs in by the first way that gives a token.
     * @param {boolean} isByPerson
     * @param {Done} done gets our server's session, or null where only a window of ours leads further
     */
    function signIn(isByPerson, done) {
        /** @type {Problem | null} */
        var wanted = null; // what our server says of claims that only somebody at the screen can bring
        var left = open();

        function next() {
            var way = left.shift();
            if (!way) { return done(wanted, null); }
            tryOne(way);
        }

        /** @param {{name: string, ask: AskForToken, isClosed: boolean}} way */
        function tryOne(way) {
            var asked = claims;
            inTime(way, {
                settings: /** @type {MicrosoftSettings} */ (settings), claims: asked, isByPerson: isByPerson
            }, function (answer) {
                switch (answer.outcome) {
                case 'token': return bring(way, asked, String(answer.token));
                case 'press': return next();
                case 'stopped':
                    closeAll();
                    return done({ kind: 'dialog', sentence: Rapport.say('microsoft_stopped') });
                default:
                    close(way, answer.why);
                    next();
                }
            });
        }

        /** @type {(way: {name: string, ask: AskForToken, isClosed: boolean}, asked: string, token: string) => void} */
        function bring(way, asked, token) {
            Rapport.server.exchangeMicrosoft(token, function (problem, answer) {
                if (!problem) {
                    claims = '';
                    return done(null, answer);
                }
                if (problem.kind === 'claims') {
                    wanted = problem;
                    claims = String(answer);
                    if (claims !== asked) { return tryOne(way); }
                    close(way, 'its token lacks the same claims again');
                    return next();
                }
                if (problem.kind !== 'refused') { return done(problem); }
                closeAll(); // each way speaks for the same account
                done(null, null);
            });
        }

        Rapport.server.signInWays(function (problem, answer) {
            if (problem) { return done(problem); }
            settings = answer.microsoft;
            if (settings) { return next(); }
            closeAll();
            done(null, null);
        });
    }

    return {
        signIn: signIn,
        /** Whether there is a way without a window of ours. */
        isPossible: function () { return open().length > 0; }
    };
}());
