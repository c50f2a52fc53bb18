/* Builds elements without HTML text, so that no name or comment can ever become markup. */
var Rapport = Rapport || {};

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Object.<string, string | number | boolean | ((event: Event) => void)> | null} [attributes]
 *     a function is listened with (its name without "on"), true is an empty attribute, false is left out
 * @param {Array<Node | string | null | undefined>} [children] text or nodes; null is left out
 * @returns {HTMLElementTagNameMap[K]}
 */
Rapport.element = function (name, attributes, children) {
    var made = document.createElement(name);
    var given = attributes || {};
    Object.keys(given).forEach(function (key) {
        var value = given[key];
        if (typeof value === 'function') {
            made.addEventListener(key.slice(2), value);
        } else if (value !== false) {
            made.setAttribute(key, value === true ? '' : String(value));
        }
    });
    Rapport.fill(made, children || []);
    return made;
};

/**
 * Puts these children in place of what an element holds.
 * @param {HTMLElement} element
 * @param {Array<Node | string | null | undefined>} children
 */
Rapport.fill = function (element, children) {
    while (element.firstChild) { element.removeChild(element.firstChild); }
    children.forEach(function (child) {
        if (typeof child === 'string') {
            element.appendChild(document.createTextNode(child));
        } else if (child) {
            element.appendChild(child);
        }
    });
};

/**
 * A button that says something else, and cannot be pressed, while its work runs.
 * @param {string} text
 * @param {string} look the class: primary, plain or quiet
 * @param {() => void} press
 * @returns {HTMLButtonElement}
 */
Rapport.button = function (text, look, press) {
    return Rapport.element('button', { type: 'button', 'class': look, onclick: press }, [text]);
};

/**
 * A labelled field.
 * @param {string} label
 * @param {HTMLElement} field has an id
 * @returns {HTMLElement}
 */
Rapport.field = function (label, field) {
    return Rapport.element('div', { 'class': 'field' }, [
        Rapport.element('label', { 'for': field.id }, [label]), field
    ]);
};

/**
 * A sentence that stands out; look is info, good, warning or bad.
 * @param {string} sentence
 * @param {string} look
 * @returns {HTMLElement}
 */
Rapport.notice = function (sentence, look) {
    return Rapport.element('p', { 'class': 'notice ' + look }, [sentence]);
};
