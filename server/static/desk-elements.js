/* Making parts of the page. Data becomes text, never markup. */
'use strict';
var Desk = window.Desk || {};

/** The element with this id. */
Desk.part = (id) => document.getElementById(id);

/** A new element with attributes and children; a child may be a text. */
Desk.element = (tag, attributes, children) => {
    const made = document.createElement(tag);
    Object.keys(attributes || {}).forEach((name) => made.setAttribute(name, attributes[name]));
    (children || []).forEach((child) => {
        made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
    return made;
};

/** Puts `children` where others were. */
Desk.fill = (parent, children) => {
    parent.textContent = '';
    children.forEach((child) => parent.appendChild(child));
};

/** All elements that match, as an array. */
Desk.all = (selector) => Array.prototype.slice.call(document.querySelectorAll(selector));

/** Draws somebody's initials, always in the same of six colours. */
Desk.drawAvatar = (place, name) => {
    const words = name.split('@')[0].split(/[\s._-]+/).filter(Boolean);
    const sum = name.split('').reduce((total, letter) => total + letter.charCodeAt(0), 0);
    place.textContent = (words.length > 1 ? words[0][0] + words[words.length - 1][0] : name.slice(0, 2)).toUpperCase();
    place.className = 'avatar colour-' + sum % 6;
    return place;
};

/** A number by which the server knows a repeated sending. */
Desk.newRequestId = () => {
    const drawn = window.crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(drawn, (byte) => ('0' + byte.toString(16)).slice(-2)).join('');
};

/** A moment as mail lists show it: the time today, else the day. */
Desk.when = (iso) => {
    const at = new Date(iso);
    if (at.toDateString() === new Date().toDateString()) {
        return at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    }
    return at.toLocaleDateString([], { day: 'numeric', month: 'short' });
};
