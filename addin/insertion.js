/* Puts the question into the mail and believes only what the mail then holds. Knows no screen. */
var Rapport = Rapport || {};

/**
 * One press of "Insert question". Pressed again after a failure with the same choice it is the same press, so
 * that the server answers with the same invitation.
 * @typedef {Object} Press
 * @property {string} requestId
 * @property {string | number} surveyId
 * @property {string} language
 * @property {string} email
 * @property {string} name
 * @property {{id: string, marker: string, html: string, text: string} | null} invitation
 * @property {'cursor' | 'top'} way the last one that was tried
 * @property {string} bodyType
 */

/** @typedef {'inserted' | 'already' | 'unsure' | 'nowhere'} Outcome */

Rapport.insertion = (function () {
    var SETTLE_MILLISECONDS = 500; // a host that is slow to show what it inserted is not one that lied

    /** @type {(choice: {surveyId: string | number, language: string, email: string, name: string}) => Press} */
    function newPress(choice) {
        return {
            requestId: Rapport.randomHex(16), surveyId: choice.surveyId, language: choice.language,
            email: choice.email, name: choice.name, invitation: null, way: 'cursor', bodyType: 'html'
        };
    }

    /** @type {(press: Press, choice: {surveyId: string | number, language: string, email: string}) => boolean} */
    function isFor(press, choice) {
        return press.surveyId === choice.surveyId && press.language === choice.language &&
            press.email === choice.email;
    }

    /** @type {(body: string, part: string) => boolean} */
    function holds(body, part) {
        return body.toLowerCase().indexOf(part.toLowerCase()) >= 0;
    }

    /**
     * Inserts the question of that press into the mail that is open now.
     * @param {Press} press
     * @param {Done} done gets an Outcome; a problem means that nothing was inserted
     */
    function run(press, done) {
        var draft = Rapport.outlook.draft();

        function look() {
            draft.bodyType(function (problem, type) {
                if (problem) { return done(problem); }
                press.bodyType = type;
                draft.body(type, function (why, body) {
                    if (why) { return done(why); }
                    decide(body || '');
                });
            });
        }

        /** @param {string} body */
        function decide(body) {
            if (press.invitation && holds(body, press.invitation.marker)) { return done(null, 'inserted'); }
            if (holds(body, Rapport.origin() + '/r/')) { return done(null, 'already'); }
            Rapport.server.invite(press, function (problem, invitation) {
                if (problem) { return done(problem); }
                press.invitation = invitation;
                attempt('cursor', invitation);
            });
        }

        /** @type {(way: 'cursor' | 'top', invitation: NonNullable<Press['invitation']>) => void} */
        function attempt(way, invitation) {
            var content = press.bodyType === 'html' ? invitation.html : invitation.text;
            var insert = way === 'cursor' ? draft.insertAtCursor : draft.insertAtTop;
            press.way = way;
            insert(content, press.bodyType, function (problem) {
                if (problem && problem.kind === 'changed') { return done(problem); }
                // Neither success nor failure is believed: hosts report one and do the other.
                readBack(invitation.marker, true, function (unread, isThere) {
                    if (unread) { return done(unread.kind === 'changed' ? unread : null, 'unsure'); }
                    if (isThere) { return done(null, 'inserted'); }
                    if (way === 'cursor') { return attempt('top', invitation); }
                    done(null, 'nowhere');
                });
            });
        }

        /** @type {(marker: string, mayWait: boolean, answer: Done) => void} */
        function readBack(marker, mayWait, answer) {
            draft.body(press.bodyType, function (problem, body) {
                if (problem || holds(body || '', marker)) { return answer(problem, true); }
                if (!mayWait) { return answer(null, false); }
                setTimeout(function () { readBack(marker, false, answer); }, SETTLE_MILLISECONDS);
            });
        }

        look();
    }

    return { newPress: newPress, isFor: isFor, run: run };
}());
