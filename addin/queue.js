/* Lets few calls to Outlook run at once, and ends each of them even when Outlook never answers. */
var Rapport = Rapport || {};

/** @typedef {(problem: Problem | null, value?: any) => void} Done */

/**
 * @callback Begin
 * @param {Done} end
 * @returns {void}
 */

Rapport.queue = (function () {
    var WAIT_SECONDS = 20;
    var AT_ONCE = 3; // what Outlook on the web, new Outlook and the phones bear
    var running = 0;
    /** @type {Array<{begin: Begin, done: Done}>} */
    var waiting = [];

    function runNext() {
        var job;
        while (running < AT_ONCE && (job = waiting.shift())) { run(job); }
    }

    /** @param {{begin: Begin, done: Done}} job */
    function run(job) {
        var ended = false;
        var timer = setTimeout(function () {
            end({ kind: 'silent', sentence: Rapport.say('outlook_silent', { seconds: WAIT_SECONDS }) });
        }, WAIT_SECONDS * 1000);

        /** @type {Done} */
        function end(problem, value) {
            if (ended) { return; }
            ended = true;
            clearTimeout(timer);
            running -= 1;
            runNext();
            job.done(problem, value);
        }

        running += 1;
        try {
            job.begin(end);
        } catch (error) {
            if (ended) { throw error; } // from job.done, so it is our own mistake and not Outlook's refusal
            end(Rapport.outlookProblem(/** @type {Error} */ (error)));
        }
    }

    /**
     * Runs a call as soon as a place is free; done is called exactly once.
     * @param {Begin} begin
     * @param {Done} done
     */
    return function (begin, done) {
        waiting.push({ begin: begin, done: done });
        runNext();
    };
}());

/**
 * What Outlook said against a call.
 * @param {{message?: string, code?: number}} error
 * @returns {Problem}
 */
Rapport.outlookProblem = function (error) {
    return {
        kind: 'outlook',
        sentence: Rapport.say('outlook_failed', { message: error.message || String(error), code: error.code || 0 })
    };
};
