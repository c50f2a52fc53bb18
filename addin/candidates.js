/* The recipients of the mail together with what our server knows of them, and who can be asked in this mail. */
var Rapport = Rapport || {};

/**
 * A recipient with what the server knows; null for one that has no address.
 * @typedef {Object} Candidate
 * @property {Recipient} recipient
 * @property {{may_be_asked: boolean, reason: string | null, account: string | null, language: string,
 *     last_asked_on: string | null, last_score: number | null} | null} known
 */

Rapport.candidates = (function () {
    /**
     * Reads the mail's recipients and asks the server about them.
     * @param {string | number} surveyId
     * @param {Done} done gets Candidate[] in the mail's order
     */
    function read(surveyId, done) {
        Rapport.outlook.draft().recipients(function (problem, recipients) {
            if (problem) { return done(problem); }
            preview(surveyId, recipients, done);
        });
    }

    /** @type {(surveyId: string | number, recipients: Recipient[], done: Done) => void} */
    function preview(surveyId, recipients, done) {
        var addressed = recipients.filter(function (one) { return one.email; });
        if (!addressed.length) { return done(null, join(recipients, [])); }
        Rapport.server.preview(surveyId, addressed.map(function (one) {
            return { email: one.email, name: one.name };
        }), function (problem, answer) {
            if (problem) { return done(problem); }
            done(null, join(recipients, answer.recipients));
        });
    }

    /** @type {(recipients: Recipient[], known: any[]) => Candidate[]} */
    function join(recipients, known) {
        var next = 0;
        return recipients.map(function (one) {
            return { recipient: one, known: one.email ? known[next++] : null };
        });
    }

    /**
     * Why somebody cannot be asked in this mail; null when they can.
     * @param {Candidate} candidate
     * @returns {string | null}
     */
    function hindrance(candidate) {
        if (!candidate.known) { return Rapport.say('no_address'); }
        if (candidate.recipient.group) { return Rapport.say('group'); }
        if (candidate.recipient.field !== 'to') { return Rapport.say('copy_only'); }
        if (candidate.known.may_be_asked) { return null; }
        return candidate.known.reason || Rapport.say('nobody_may');
    }

    /** @param {Candidate} candidate */
    function mayBeAsked(candidate) {
        return hindrance(candidate) === null;
    }

    /** @param {Candidate} candidate */
    function isInTo(candidate) {
        return candidate.recipient.field === 'to';
    }

    return { read: read, hindrance: hindrance, mayBeAsked: mayBeAsked, isInTo: isInTo };
}());
