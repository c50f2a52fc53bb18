/* The body of the mail that is being written: rich text on a sheet of its own, or plain text. */
'use strict';
var Desk = window.Desk || {};

Desk.paper = (() => {
    const sheet = () => Desk.part('paper').contentDocument;
    const plain = () => Desk.part('plain-text');
    let isPlain = false;

    function escaped(text) {
        return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    }

    const asHtml = (text) => text.split('\n').map((line) => '<div>' + (escaped(line) || '<br>') + '</div>').join('');

    function prepare() {
        const body = sheet().body;
        body.contentEditable = 'true';
        body.setAttribute('role', 'textbox');
        body.setAttribute('aria-multiline', 'true');
        body.setAttribute('aria-label', 'Body of the mail');
        if (!body.innerHTML.trim()) { body.innerHTML = '<div><br></div>'; }
    }

    /** Where the cursor was last; the end where it never was. */
    function cursor() {
        const selection = sheet().getSelection();
        const range = selection.rangeCount ? selection.getRangeAt(0) : null;
        if (range && sheet().body.contains(range.commonAncestorContainer)) { return range; }
        const end = sheet().createRange();
        end.selectNodeContents(sheet().body);
        end.collapse(false);
        return end;
    }

    function top() {
        const range = sheet().createRange();
        range.setStart(sheet().body, 0);
        return range;
    }

    function insertRich(html, where) {
        const range = where === 'top' ? top() : cursor();
        range.deleteContents();
        const piece = range.createContextualFragment(html);
        const last = piece.lastChild;
        range.insertNode(piece);
        if (!last) { return; }
        if (!last.nextSibling) { last.parentNode.appendChild(Desk.element('div', {}, [Desk.element('br')])); }
        range.setStartAfter(last);
        range.collapse(true);
        const selection = sheet().getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        last.parentNode.lastChild.scrollIntoView(false);
    }

    function insertPlain(text, where) {
        const field = plain();
        const start = where === 'top' ? 0 : field.selectionStart;
        const end = where === 'top' ? 0 : field.selectionEnd;
        field.value = field.value.slice(0, start) + text + field.value.slice(end);
        field.selectionStart = field.selectionEnd = start + text.length;
    }

    /** Goes over to plain text (true) or rich text, and takes along what is written. */
    function setPlain(wanted) {
        if (wanted === isPlain) { return; }
        if (wanted) { plain().value = sheet().body.innerText.trim(); } else { sheet().body.innerHTML = asHtml(plain().value); }
        isPlain = wanted;
        plain().hidden = !isPlain;
        Desk.part('paper').hidden = isPlain;
    }

    return {
        /** Makes the sheet writable as soon as it is there. */
        start: () => {
            Desk.part('paper').addEventListener('load', prepare);
            if (sheet() && sheet().readyState === 'complete' && sheet().body) { prepare(); }
        },
        /** "html" or "text", as Office calls them. */
        type: () => isPlain ? 'text' : 'html',
        /** What is written, as "html" or "text", whichever mode it was written in. */
        read: (type) => {
            if (isPlain) { return type === 'html' ? asHtml(plain().value) : plain().value; }
            return type === 'html' ? sheet().body.innerHTML : sheet().body.innerText;
        },
        /** Inserts at the "cursor" or the "top"; false when the mail is plain text and `content` isn't. */
        insert: (content, type, where) => {
            if (isPlain && type === 'html') { return false; }
            if (isPlain) { insertPlain(content, where); } else { insertRich(type === 'html' ? content : asHtml(content), where); }
            return true;
        },
        format: (command) => {
            Desk.part('paper').contentWindow.focus();
            sheet().execCommand(command, false, null);
        },
        setPlain: setPlain,
        isEmpty: () => !(isPlain ? plain().value : sheet().body.innerText).trim(),
        clear: () => {
            setPlain(false);
            plain().value = '';
            sheet().body.innerHTML = '<div><br></div>';
        }
    };
})();
