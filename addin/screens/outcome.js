/* What became of a press of "Insert question": it is in the mail, or nobody knows, or it is not. */
var Rapport = Rapport || {};
Rapport.screens = Rapport.screens || {};

/**
 * Shows the screen that belongs to the outcome.
 * @param {Press} press
 * @param {Outcome} outcome
 */
Rapport.screens.outcome = function (press, outcome) {
    var screens = {
        inserted: Rapport.screens.inserted, unsure: Rapport.screens.unsure, nowhere: Rapport.screens.offer
    };
    Rapport.app.show(screens[/** @type {keyof typeof screens} */ (outcome)](press), true);
};

/**
 * The question is in the mail; the server is told so, again on a press when it could not be reached.
 * @param {Press} press
 * @returns {PaneScreen}
 */
Rapport.screens.inserted = function (press) {
    var isGone = false;
    var message = Rapport.element('div', {});
    var values = { name: press.name };

    function report() {
        var invitation = /** @type {NonNullable<Press['invitation']>} */ (press.invitation);
        Rapport.fill(message, []);
        Rapport.server.inserted(invitation.id, press.way, function (problem) {
            if (isGone || !problem || problem.kind === 'signed_out') { return; }
            var sentence = Rapport.say('not_told') + ' ' + problem.sentence;
            Rapport.fill(message, [
                Rapport.notice(sentence, 'warning'), Rapport.button(Rapport.say('try_again'), 'plain', report)
            ]);
            Rapport.app.announce(sentence);
        });
    }

    return {
        element: Rapport.element('div', {}, [
            Rapport.element('h1', { tabindex: -1 }, [Rapport.say('inserted_title')]),
            Rapport.notice(Rapport.say(press.way === 'top' ? 'inserted_top' : 'inserted_cursor', values), 'good'),
            press.bodyType === 'text' ? Rapport.element('p', {}, [Rapport.say('inserted_plain')]) : null,
            message,
            Rapport.element('p', { 'class': 'small' }, [Rapport.say('ask_other_how')]),
            Rapport.button(Rapport.say('ask_other'), 'plain', function () { Rapport.app.open(); })
        ]),
        resume: report,
        leave: function () { isGone = true; }
    };
};

/**
 * Outlook did not let the mail be read back, so the person says whether the question is there.
 * @param {Press} press
 * @returns {PaneScreen}
 */
Rapport.screens.unsure = function (press) {
    return {
        element: Rapport.element('div', {}, [
            Rapport.element('h1', { tabindex: -1 }, [Rapport.say('unsure_title')]),
            Rapport.element('p', {}, [Rapport.say('unsure')]),
            Rapport.button(Rapport.say('unsure_yes'), 'primary wide', function () {
                Rapport.screens.outcome(press, 'inserted');
            }),
            Rapport.button(Rapport.say('unsure_no'), 'plain wide', function () {
                Rapport.screens.outcome(press, 'nowhere');
            })
        ])
    };
};

/**
 * Outlook inserted nothing: the server can send the mail, or the links are switched off.
 * @param {Press} press
 * @returns {PaneScreen}
 */
Rapport.screens.offer = function (press) {
    var invitation = /** @type {NonNullable<Press['invitation']>} */ (press.invitation);
    var message = Rapport.element('div', {});
    var stop = Rapport.button(Rapport.say('offer_stop'), 'plain wide', function () {
        stop.disabled = true;
        Rapport.server.withdrawn(invitation.id, function (problem) {
            stop.disabled = false;
            if (!problem) { return Rapport.app.show(stopped(), true); }
            if (problem.kind === 'signed_out') { return; }
            Rapport.fill(message, [Rapport.notice(problem.sentence, 'bad')]);
            Rapport.app.announce(problem.sentence);
        });
    });

    function stopped() {
        return Rapport.screens.sentence(Rapport.say('offer_title'), Rapport.say('stopped'), {
            text: Rapport.say('back'), press: function () { Rapport.app.open(); }
        });
    }

    return {
        element: Rapport.element('div', {}, [
            Rapport.element('h1', { tabindex: -1 }, [Rapport.say('offer_title')]),
            Rapport.notice(Rapport.say('offer', { name: press.name }), 'warning'),
            Rapport.button(Rapport.say('offer_send'), 'primary wide', function () {
                Rapport.app.show(Rapport.screens.send(press), true);
            }),
            stop, message
        ])
    };
};
