/* Turns keys, dates and language codes into what a reader sees. Knows no screen. */
var Rapport = Rapport || {};

/** @typedef {Exclude<keyof typeof Rapport.words.en, 'languages'>} Sentence */

/**
 * Why something did not work, ready to be shown.
 * @typedef {Object} Problem
 * @property {'outlook' | 'silent' | 'changed' | 'server' | 'away' | 'signed_out' | 'dialog' | 'claims' | 'refused'}
 *     kind silent and away: nobody knows whether it was done; claims and refused: of Microsoft's token
 * @property {string} sentence
 */

    /**
 * The sentence of that key, its {names} filled in.
 * @param {Sentence} key
 * @param {Object.<string, string | number>} [values]
 * @returns {string}
 */
Rapport.say = function (key, values) {
    var given = values || {};
    return Rapport.words.en[key].replace(/\{(\w+)\}/g, function (whole, name) {
        return given.hasOwnProperty(name) ? String(given[name]) : whole;
    });
};

/**
 * A day as a reader writes it: 2026-03-03 or 2026-03-03T09:12:00Z becomes "3 March 2026".
 * @param {string} date
 * @returns {string}
 */
Rapport.day = function (date) {
    var parts = date.slice(0, 10).split('-');
    return Number(parts[2]) + ' ' + Rapport.words.en.months.split(' ')[Number(parts[1]) - 1] + ' ' + parts[0];
};

/**
 * The name of a language; its code where we have no name for it.
 * @param {string} code
 * @returns {string}
 */
Rapport.languageName = function (code) {
    /** @type {Object.<string, string>} */
    var names = Rapport.words.en.languages;
    return names[code] || names[code.split('-')[0]] || code;
};

/**
 * How a 0 to 10 score is called in the field.
 * @param {number} score
 * @returns {'promoter' | 'passive' | 'detractor'}
 */
Rapport.band = function (score) {
    if (score >= 9) { return 'promoter'; }
    return score >= 7 ? 'passive' : 'detractor';
};
