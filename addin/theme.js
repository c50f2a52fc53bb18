/* Light or dark: Outlook's own theme where it tells, else the system's. */
var Rapport = Rapport || {};

/**
 * Whether white text belongs on this colour.
 * @param {string} colour #rrggbb
 */
Rapport.isDark = function (colour) {
    var red = parseInt(colour.slice(1, 3), 16);
    var green = parseInt(colour.slice(3, 5), 16);
    var blue = parseInt(colour.slice(5, 7), 16);
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
};

/**
 * Sets the page's theme, and follows the system's while Outlook does not name one.
 * @param {string | null} background Outlook's, as #rrggbb
 */
Rapport.theme = (function () {
    var system = window.matchMedia('(prefers-color-scheme: dark)');
    /** @type {string | null} */
    var given = null;

    function draw() {
        var isDark = given ? Rapport.isDark(given) : system.matches;
        document.documentElement.className = isDark ? 'dark' : 'light';
    }

    system.addListener(draw);
    return function (/** @type {string | null} */ background) {
        given = background;
        draw();
    };
}());
