/* Reading: who sent the mail, and what they answered before. */
var Rapport = Rapport || {};
Rapport.screens = Rapport.screens || {};

Rapport.screens.history = (function () {
    /** @typedef {{answered_on: string, score: number, comment: string | null, survey: string}} Answer */

    /** @param {number} score */
    function badge(score) {
        var band = Rapport.band(score);
        var words = Rapport.say('score_of_ten', { score: score, band: Rapport.say(band) });
        return Rapport.element('span', { 'class': 'badge ' + band }, [
            Rapport.element('span', { 'aria-hidden': 'true' }, [String(score)]),
            Rapport.element('span', { 'class': 'unseen' }, [words])
        ]);
    }

    /** @param {number} score */
    function bar(score) {
        var filled = Rapport.element('span', { 'class': 'filled ' + Rapport.band(score) });
        filled.style.width = score * 10 + '%';
        return Rapport.element('span', { 'class': 'bar', 'aria-hidden': 'true' }, [filled]);
    }

    /** @param {Answer} answer */
    function row(answer) {
        return Rapport.element('li', { 'class': 'answer' }, [
            badge(answer.score),
            Rapport.element('div', { 'class': 'details' }, [
                bar(answer.score),
                Rapport.element('span', { 'class': 'small' }, [
                    Rapport.day(answer.answered_on) + ', ' + answer.survey
                ]),
                answer.comment ? Rapport.element('q', {}, [answer.comment]) : null
            ])
        ]);
    }

    /** @param {Answer} answer */
    function latest(answer) {
        var band = Rapport.band(answer.score);
        return Rapport.element('div', { 'class': 'latest' }, [
            Rapport.element('h2', {}, [Rapport.say('history_last')]),
            Rapport.element('p', { 'class': 'headline' }, [
                badge(answer.score),
                Rapport.element('span', { 'class': 'band', 'aria-hidden': 'true' }, [Rapport.say(band)]),
                Rapport.element('span', { 'class': 'small' }, [Rapport.day(answer.answered_on)])
            ]),
            answer.comment ? Rapport.element('blockquote', {}, [answer.comment]) : null
        ]);
    }

    /** @param {Answer[]} answers */
    function earlier(answers) {
        return Rapport.element('div', {}, [
            Rapport.element('h2', {}, [Rapport.say('history_earlier', { count: answers.length })]),
            Rapport.element('ol', { 'class': 'answers' }, answers.map(row))
        ]);
    }

    /** @param {string} sentence */
    function aside(sentence) {
        return Rapport.element('p', { 'class': 'small' }, [sentence]);
    }

    /** @type {(sender: {name: string, email: string}, found: any) => Array<HTMLElement | null>} */
    function parts(sender, found) {
        /** @type {Answer[]} */
        var answers = found.responses;
        var day = found.last_asked_on ? Rapport.day(found.last_asked_on) : '';
        if (!found.contact) {
            return [Rapport.notice(Rapport.say('history_unknown', { email: sender.email }), 'info')];
        }
        if (!answers.length) {
            return [
                Rapport.element('h2', {}, [Rapport.say('history_none')]),
                Rapport.element('p', {}, [Rapport.say(day ? 'history_asked' : 'history_silent', { day: day })])
            ];
        }
        return [
            latest(answers[0]),
            day ? aside(Rapport.say('asked_last', { day: day })) : null,
            answers.length > 1 ? earlier(answers.slice(1)) : null
        ];
    }

    /** @type {(sender: {name: string, email: string}, contact: any) => HTMLElement} */
    function heading(sender, contact) {
        return Rapport.element('div', {}, [
            Rapport.element('h1', { tabindex: -1 }, [contact ? contact.name : sender.name]),
            contact && contact.account ? Rapport.element('p', { 'class': 'account' }, [contact.account]) : null,
            Rapport.element('p', { 'class': 'mail' }, [sender.email])
        ]);
    }

    /** @param {{name: string, email: string}} sender @returns {PaneScreen} */
    function historyOf(sender) {
        var isGone = false;
        var element = Rapport.element('div', { 'class': 'history' });

        /** @type {(body: Array<HTMLElement | null>, contact: any) => void} */
        function draw(body, contact) {
            Rapport.fill(element, [/** @type {HTMLElement | null} */ (heading(sender, contact))].concat(body));
        }

        function load() {
            draw([aside(Rapport.say('history_looking', { name: sender.name }))], null);
            Rapport.server.history(sender.email, function (problem, found) {
                if (isGone || (problem && problem.kind === 'signed_out')) { return; }
                if (!problem) { return draw(parts(sender, found), found.contact); }
                draw([
                    Rapport.notice(problem.sentence, 'bad'),
                    Rapport.button(Rapport.say('try_again'), 'plain', load)
                ], null);
                Rapport.app.announce(problem.sentence);
            });
        }

        return { element: element, resume: load, leave: function () { isGone = true; } };
    }

    /** @returns {PaneScreen} */
    return function () {
        var sender = Rapport.outlook.sender();
        if (!sender) {
            return Rapport.screens.sentence(Rapport.say('no_sender_title'), Rapport.say('no_sender'));
        }
        return historyOf(sender);
    };
}());
