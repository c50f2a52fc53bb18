/* Starts the pane and decides which screen it shows. */
var Rapport = Rapport || {};

/**
 * What the pane shows at a time.
 * @typedef {Object} PaneScreen
 * @property {HTMLElement} element
 * @property {() => void} [resume] is called when the screen comes first, and again after a new sign-in
 * @property {() => void} [leave] its late answers must not be shown any more
 * @property {() => void} [recipientsChanged] a hint of Outlook
 */

Rapport.app = (function () {
    /** @type {PaneScreen | null} */
    var current = null;
    /** @type {PaneScreen | null} */
    var covered = null; // what the sign-in stands before; it keeps what was typed
    var coveredEmail = '';

    /** @param {string} id */
    function part(id) {
        return /** @type {HTMLElement} */ (document.getElementById(id));
    }

    /**
     * Lets screen readers say a sentence that has appeared.
     * @param {string} sentence
     */
    function announce(sentence) {
        part('announcement').textContent = sentence;
    }

    /** @param {PaneScreen} screen */
    function place(screen) {
        current = screen;
        Rapport.fill(part('screen'), [screen.element]);
        drawFoot();
        window.scrollTo(0, 0);
    }

    /**
     * Moves the focus to the title of a screen that the person asked for; never after Outlook's own doing, or the
     * pane would steal the focus from the mail. While it has the focus the title counts as a tab stop: Office.js
     * on the web moves the focus itself, and leaves the pane on Tab from anything that is none.
     */
    function focusTitle() {
        var title = /** @type {HTMLElement | null} */ (part('screen').querySelector('h1'));
        if (!title) { return; }
        title.tabIndex = 0;
        title.onblur = function () { /** @type {HTMLElement} */ (title).tabIndex = -1; };
        title.focus();
    }

    /**
     * Shows a screen instead of the present one.
     * @param {PaneScreen} screen
     * @param {boolean} [isByPerson] the person in front asked for it
     */
    function show(screen, isByPerson) {
        [current, covered].forEach(function (earlier) {
            if (earlier && earlier.leave) { earlier.leave(); }
        });
        covered = null;
        place(screen);
        if (isByPerson) { focusTitle(); }
        announce('');
        if (screen.resume) { screen.resume(); }
    }

    function drawFoot() {
        var person = Rapport.session.person();
        var foot = part('foot');
        foot.hidden = !person || covered !== null;
        if (!person) { return Rapport.fill(foot, []); }
        Rapport.fill(foot, [
            Rapport.element('span', { 'class': 'who' }, [
                Rapport.say('signed_in_as', { name: person.name, organisation: person.organisation })
            ]),
            Rapport.button(Rapport.say('sign_out'), 'quiet', signOut)
        ]);
    }

    function signOut() {
        Rapport.session.end(function (problem) {
            if (problem) { return announceAside(problem.sentence); }
            show(Rapport.screens.signIn(Rapport.say('signed_out'), open), true);
        });
    }

    /** @param {string} sentence */
    function announceAside(sentence) {
        announce(sentence);
        part('foot').appendChild(Rapport.notice(sentence, 'bad'));
    }

    /** Puts the sign-in before the present screen; afterwards the screen is there again as it was. */
    function cover() {
        var person = Rapport.session.person();
        if (covered || !current || !person) { return; }
        covered = current;
        coveredEmail = person.email;
        place(Rapport.screens.signIn(Rapport.say('session_ended'), uncover));
        announce(Rapport.say('session_ended'));
        focusTitle();
    }

    function uncover() {
        var screen = covered;
        var person = Rapport.session.person();
        if (!screen || !person || person.email !== coveredEmail) { return open(); }
        covered = null;
        place(screen);
        focusTitle();
        if (screen.resume) { screen.resume(); }
    }

    /** The screen that belongs to what Outlook shows now. */
    function placeScreen() {
        switch (Rapport.outlook.place()) {
        case 'compose': return Rapport.screens.ask();
        case 'read': return Rapport.screens.history();
        case 'appointment':
            return Rapport.screens.sentence(Rapport.say('appointment_title'), Rapport.say('appointment'));
        default: return Rapport.screens.sentence(Rapport.say('nothing_title'), Rapport.say('nothing'));
        }
    }

    /** @param {boolean} [isByOutlook] */
    function open(isByOutlook) {
        show(placeScreen(), !isByOutlook);
    }

    function itemChanged() {
        if (covered) {
            if (covered.leave) { covered.leave(); }
            covered = placeScreen();
        } else if (Rapport.session.person()) {
            open(true);
        }
    }

    function recipientsChanged() {
        if (current && current.recipientsChanged) { current.recipientsChanged(); }
    }

    function enter() {
        show(Rapport.screens.sentence('', Rapport.say('please_wait')));
        if (!Rapport.server.hasToken()) { return enterSilently(); }
        Rapport.session.resume(function (problem) {
            if (!problem) { return open(true); }
            if (problem.kind === 'signed_out') { return show(Rapport.screens.signIn('', open)); }
            showFailure(problem);
        });
    }

    function enterSilently() {
        Rapport.session.beginSilently(function (problem, isSignedIn) {
            if (isSignedIn) { return open(true); }
            if (problem && problem.kind === 'away') { return showFailure(problem); }
            show(Rapport.screens.signIn(problem ? problem.sentence : '', open));
        });
    }

    /** @param {Problem} problem */
    function showFailure(problem) {
        show(Rapport.screens.sentence(Rapport.say('start_failed_title'), problem.sentence, {
            text: Rapport.say('try_again'), press: enter
        }));
    }

    function start() {
        show(Rapport.screens.sentence('', Rapport.say('please_wait')));
        Rapport.outlook.start(function (problem, isInside) {
            if (problem) {
                return show(Rapport.screens.sentence(Rapport.say('office_missing_title'), problem.sentence));
            }
            if (!isInside) {
                return show(Rapport.screens.sentence(Rapport.say('outside_title'), Rapport.say('outside')));
            }
            Rapport.theme(Rapport.outlook.background());
            Rapport.server.whenSignedOut(cover);
            Rapport.server.renewBy(Rapport.session.renew);
            Rapport.outlook.watch({ item: itemChanged, recipients: recipientsChanged });
            enter();
        });
    }

    return { start: start, show: show, open: open, announce: announce };
}());

Rapport.theme(null);
Rapport.app.start();
