/* The way in: one button, and a sentence for everything that can go wrong in the window it opens. */
var Rapport = Rapport || {};
Rapport.screens = Rapport.screens || {};

/**
 * @param {string} notice why the sign-in is shown; empty at the start
 * @param {() => void} done is called when somebody is signed in
 * @returns {PaneScreen}
 */
Rapport.screens.signIn = function (notice, done) {
    /** @type {() => void} */
    var close = function () { return undefined; };
    var message = Rapport.element('div', {}, notice ? [Rapport.notice(notice, 'info')] : []);
    var button = Rapport.button(Rapport.say('sign_in'), 'primary wide', begin);
    var cancel = Rapport.button(Rapport.say('sign_in_cancel'), 'quiet', stop);

    /** @param {boolean} isWaiting */
    function wait(isWaiting) {
        button.disabled = isWaiting;
        cancel.hidden = !isWaiting;
        Rapport.fill(button, [Rapport.say(isWaiting ? 'sign_in_waiting' : 'sign_in')]);
    }

    /** @param {Problem | null} problem */
    function end(problem) {
        wait(false);
        if (!problem) { return done(); }
        Rapport.fill(message, [Rapport.notice(problem.sentence, 'bad')]);
        Rapport.app.announce(problem.sentence);
        button.focus();
    }

    function finishing() {
        cancel.hidden = true;
        Rapport.fill(button, [Rapport.say('sign_in_finishing')]);
    }

    function begin() {
        Rapport.fill(message, []);
        wait(true);
        Rapport.app.announce(Rapport.say('sign_in_waiting'));
        cancel.focus();
        close = Rapport.session.begin({ finishing: finishing, done: end });
    }

    function stop() {
        close();
        wait(false);
        button.focus();
    }

    wait(false);
    return {
        element: Rapport.element('div', { 'class': 'middle' }, [
            Rapport.element('img', { src: 'icons/icon-128.png', alt: '', width: 64, height: 64 }),
            Rapport.element('h1', { tabindex: -1 }, [Rapport.say('sign_in_title')]),
            Rapport.element('p', {}, [Rapport.say('sign_in_lead')]),
            message, button, cancel,
            Rapport.element('p', { 'class': 'small' }, [Rapport.say('sign_in_how')])
        ]),
        leave: function () { close(); }
    };
};
