/* Composing: which survey, whom, in which language, and the button that puts the question into the mail. */
var Rapport = Rapport || {};
Rapport.screens = Rapport.screens || {};

/** @returns {PaneScreen} */
Rapport.screens.ask = function () {
    var HINT_MILLISECONDS = 400; // Outlook tells of each recipient of a pasted list by itself

    /** @type {Array<{id: string | number, title: string, languages: string[]}>} */
    var surveys = [];
    /** @type {Candidate[]} */
    var candidates = [];
    var chosen = ''; // an address
    var picked = ''; // the language that the person set by hand for the one who is chosen
    /** @type {Press | null} */
    var press = null;
    var reading = 0; // number of the latest reading; what earlier ones bring is out of date
    var isGone = false;
    var isBusy = false;
    /** @type {number | undefined} */
    var hint;

    var survey = Rapport.element('select', { id: 'survey', onchange: reread });
    var language = Rapport.element('select', {
        id: 'language', onchange: function () { picked = language.value; }
    });
    var people = Rapport.element('div', {});
    var message = Rapport.element('div', {});
    var refresh = Rapport.button(Rapport.say('refresh'), 'quiet', load);
    var insert = Rapport.button(Rapport.say('insert'), 'primary wide', insertPressed);

    /** @type {(sentence: string, look: string) => void} */
    function tell(sentence, look) {
        Rapport.fill(message, sentence ? [Rapport.notice(sentence, look)] : []);
        if (sentence) { Rapport.app.announce(sentence); }
    }

    /** @param {Problem} problem a lost sign-in is told by the sign-in screen that now stands before this one */
    function fail(problem) {
        if (problem.kind !== 'signed_out') { tell(problem.sentence, 'bad'); }
    }

    function openCandidates() {
        return candidates.filter(Rapport.candidates.mayBeAsked);
    }

    /** @returns {Candidate | undefined} */
    function chosenCandidate() {
        return openCandidates().filter(function (one) { return one.recipient.email === chosen; })[0];
    }

    /** @param {string} email */
    function choose(email) {
        chosen = email;
        picked = '';
        drawLanguages();
        drawButton();
    }

    function drawLanguages() {
        var candidate = chosenCandidate();
        var wanted = picked || (candidate && candidate.known ? candidate.known.language : '');
        var offered = surveys.length ? surveys[survey.selectedIndex].languages : [];
        Rapport.fill(language, offered.map(function (code) {
            return Rapport.element('option', { value: code, selected: code === wanted }, [
                Rapport.languageName(code)
            ]);
        }));
        language.disabled = isBusy || !offered.length;
    }

    function drawButton() {
        insert.disabled = isBusy || !chosenCandidate();
        Rapport.fill(insert, [Rapport.say(isBusy ? 'inserting' : 'insert')]);
    }

    function drawPeople() {
        var open = openCandidates();
        if (!chosenCandidate()) { chosen = open.length ? open[0].recipient.email : ''; }
        Rapport.fill(people, [Rapport.peopleList(candidates, chosen, choose)]);
        drawLanguages();
        drawButton();
    }

    function drawSurveys() {
        Rapport.fill(survey, surveys.map(function (one) {
            return Rapport.element('option', {}, [one.title]);
        }));
        survey.disabled = !surveys.length;
    }

    /** Reads the surveys where there are none yet, else the recipients. */
    function load() {
        if (surveys.length) { return reread(); }
        tell('', '');
        Rapport.fill(people, [Rapport.element('p', { 'class': 'small' }, [Rapport.say('looking_up')])]);
        Rapport.server.surveys(function (problem, answer) {
            if (isGone) { return; }
            Rapport.fill(people, []);
            if (problem) { return fail(problem); }
            surveys = answer.surveys;
            drawSurveys();
            if (!surveys.length) { return tell(Rapport.say('no_surveys'), 'warning'); }
            reread();
        });
    }

    /** @param {(problem: Problem | null) => void} done not called when a later reading has begun */
    function read(done) {
        var number = reading += 1;
        Rapport.candidates.read(surveys[survey.selectedIndex].id, function (problem, found) {
            if (isGone || number !== reading) { return; }
            if (!problem) {
                candidates = found;
                drawPeople();
            }
            done(problem);
        });
    }

    function reread() {
        read(function (problem) {
            var open = openCandidates().length;
            if (problem) { return fail(problem); }
            if (!open) {
                return tell(Rapport.say(candidates.some(Rapport.candidates.isInTo) ? 'nobody_may' : 'nobody'),
                    'warning');
            }
            tell('', '');
            Rapport.app.announce(Rapport.say('recipients_ready', { count: candidates.length, open: open }));
        });
    }

    /** @param {boolean} isNow */
    function busy(isNow) {
        isBusy = isNow;
        survey.disabled = refresh.disabled = language.disabled = isNow;
        drawButton();
    }

    function insertPressed() {
        var wanted = chosen;
        tell('', '');
        busy(true);
        Rapport.app.announce(Rapport.say('inserting'));
        read(function (problem) {
            if (problem) { return stop(problem); }
            if (chosen === wanted) { return begin(); }
            stop(null);
            tell(Rapport.say('gone', { email: wanted }), 'warning');
        });
    }

    /**
     * Ends a press that inserted nothing; the button gets back the focus that it lost while it was disabled.
     * @param {Problem | null} problem
     */
    function stop(problem) {
        busy(false);
        insert.focus();
        if (problem) { fail(problem); }
    }

    /** @returns {Press} the last one when this is its repetition */
    function pressOf() {
        var candidate = /** @type {Candidate} */ (chosenCandidate());
        var choice = {
            surveyId: surveys[survey.selectedIndex].id, language: language.value,
            email: chosen, name: candidate.recipient.name
        };
        return press && Rapport.insertion.isFor(press, choice) ? press : Rapport.insertion.newPress(choice);
    }

    function begin() {
        var mine = press = pressOf();
        Rapport.insertion.run(mine, function (problem, outcome) {
            if (isGone) { return; }
            if (problem) { return stop(problem); }
            if (outcome !== 'already') { return Rapport.screens.outcome(mine, outcome); }
            stop(null);
            tell(Rapport.say('already'), 'warning');
        });
    }

    drawSurveys();
    drawLanguages();
    drawButton();
    return {
        element: Rapport.element('div', {}, [
            Rapport.element('h1', { tabindex: -1 }, [Rapport.say('ask_title')]),
            Rapport.field(Rapport.say('survey'), survey),
            Rapport.element('div', { 'class': 'heading' }, [
                Rapport.element('h2', {}, [Rapport.say('who')]), refresh
            ]),
            people,
            Rapport.field(Rapport.say('language'), language),
            Rapport.element('div', { 'class': 'actions' }, [message, insert])
        ]),
        resume: load,
        leave: function () { isGone = true; },
        recipientsChanged: function () {
            clearTimeout(hint);
            hint = setTimeout(function () {
                if (!isGone && !isBusy && surveys.length) { reread(); }
            }, HINT_MILLISECONDS);
        }
    };
};
