/* The recipients as the ask screen lists them: those in To to choose from, those who get a copy below. */
var Rapport = Rapport || {};

Rapport.peopleList = (function () {
    /** @param {NonNullable<Candidate['known']>} known */
    function past(known) {
        var parts = [];
        if (known.last_score !== null) { parts.push(Rapport.say('last_score', { score: known.last_score })); }
        if (known.last_asked_on) {
            parts.push(Rapport.say('last_asked', { day: Rapport.day(known.last_asked_on) }));
        }
        return parts.length ? parts.join(', ').replace(/^a/, 'A') : Rapport.say('never_asked');
    }

    /** @type {(className: string, text: string) => HTMLElement} */
    function line(className, text) {
        return Rapport.element('span', { 'class': className }, [text]);
    }

    /** @param {Candidate} candidate */
    function verdict(candidate) {
        var reason = Rapport.candidates.hindrance(candidate);
        if (!reason) { return line('verdict yes', Rapport.say('may_be_asked')); }
        return line(Rapport.candidates.isInTo(candidate) ? 'verdict no' : 'verdict copy', reason);
    }

    /** @param {Candidate} candidate */
    function details(candidate) {
        var recipient = candidate.recipient;
        var known = candidate.known;
        return Rapport.element('span', { 'class': 'details' }, [
            line('name', recipient.name || recipient.email),
            recipient.name && recipient.email && recipient.name !== recipient.email
                ? line('mail', recipient.email) : null,
            known && known.account ? line('account', known.account) : null,
            known ? line('past', past(known)) : null,
            verdict(candidate)
        ]);
    }

    /** @type {(candidate: Candidate, chosen: string, choose: (email: string) => void) => HTMLElement} */
    function choice(candidate, chosen, choose) {
        var email = candidate.recipient.email;
        var isOpen = Rapport.candidates.mayBeAsked(candidate);
        var radio = Rapport.element('input', {
            type: 'radio', name: 'recipient', value: email, disabled: !isOpen,
            onchange: function () { choose(email); }
        });
        radio.checked = isOpen && email === chosen;
        return Rapport.element('label', { 'class': isOpen ? 'person' : 'person closed' }, [
            radio, details(candidate)
        ]);
    }

    /** @param {Candidate} candidate */
    function copy(candidate) {
        /** @type {Sentence} */
        var field = candidate.recipient.field === 'cc' ? 'field_cc' : 'field_bcc';
        return Rapport.element('li', { 'class': 'person closed' }, [
            line('tag', Rapport.say(field)), details(candidate)
        ]);
    }

    /** @param {Candidate[]} copies */
    function copiesPart(copies) {
        return Rapport.element('div', {}, [
            Rapport.element('h2', {}, [Rapport.say('also')]),
            Rapport.element('ul', { 'class': 'people' }, copies.map(copy))
        ]);
    }

    /**
     * The whole list.
     * @param {Candidate[]} candidates
     * @param {string} chosen an address
     * @param {(email: string) => void} choose
     * @returns {HTMLElement}
     */
    return function (candidates, chosen, choose) {
        var inTo = candidates.filter(Rapport.candidates.isInTo);
        var copies = candidates.filter(function (one) { return !Rapport.candidates.isInTo(one); });
        /** @type {HTMLElement[]} */
        var legend = [Rapport.element('legend', { 'class': 'unseen' }, [Rapport.say('who')])];
        var choices = legend.concat(inTo.map(function (one) { return choice(one, chosen, choose); }));
        return Rapport.element('div', {}, [
            inTo.length ? Rapport.element('fieldset', { 'class': 'people' }, choices) : null,
            copies.length ? copiesPart(copies) : null,
            candidates.length > 1 ? Rapport.element('p', { 'class': 'small' }, [Rapport.say('also_note')]) : null
        ]);
    };
}());
