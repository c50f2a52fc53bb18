/* A screen that only says something, and offers at most one thing to do. */
var Rapport = Rapport || {};
Rapport.screens = Rapport.screens || {};

/**
 * @param {string} title may be empty
 * @param {string} sentence
 * @param {{text: string, press: () => void}} [button]
 * @returns {PaneScreen}
 */
Rapport.screens.sentence = function (title, sentence, button) {
    return {
        element: Rapport.element('div', { 'class': 'middle' }, [
            Rapport.element('img', { src: 'icons/icon-64.png', alt: '', width: 48, height: 48 }),
            Rapport.element('h1', { tabindex: -1, 'class': title ? '' : 'unseen' }, [title || 'Rapport']),
            Rapport.element('p', {}, [sentence]),
            button ? Rapport.button(button.text, 'primary', button.press) : null
        ]),
        resume: function () { Rapport.app.announce(sentence); }
    };
};
