/* Every sentence that the pane can show, by language; {names} are filled in by Rapport.say (say.js). */
var Rapport = Rapport || {};

Rapport.words = {
    en: {
        months: 'January February March April May June July August September October November December',

        please_wait: 'One moment…',
        try_again: 'Try again',
        back: 'Back',

        outside_title: 'Rapport works inside Outlook',
        outside: 'This page is the Rapport pane of Outlook. Open Outlook, write or select a mail, and choose ' +
            'Rapport in the ribbon or under Apps.',
        office_missing_title: 'Outlook did not start Rapport',
        office_missing: 'The part of Outlook that add-ins need could not be loaded. Check the connection to ' +
            'appsforoffice.microsoft.com, then close the pane and open it again.',
        nothing_title: 'No mail is selected',
        nothing: 'Select one mail, and its sender’s answers appear here.',
        appointment_title: 'Rapport works in mails',
        appointment: 'This is an appointment. Open or write a mail to use Rapport.',
        start_failed_title: 'Rapport could not start',

        sign_in_title: 'Sign in to Rapport',
        sign_in_lead: 'Ask customers for a score from your own mail, and see what they answered before.',
        sign_in_how: 'A small window opens for your work account. It closes by itself when you are done.',
        sign_in: 'Sign in',
        sign_in_waiting: 'Waiting for the sign-in window…',
        sign_in_cancel: 'Cancel',
        sign_in_finishing: 'Signing you in…',
        signed_in_as: 'Signed in as {name}, {organisation}',
        sign_out: 'Sign out',
        signed_out: 'You are signed out.',
        session_ended: 'Your sign-in has ended. Sign in again: what you typed is kept.',
        sign_in_mixed: 'The sign-in window sent something that Rapport did not expect, so it was not used. ' +
            'Sign in again.',
        microsoft_stopped: 'Microsoft’s sign-in was closed before it was finished. Press Sign in again, and a window of ' +
            'Rapport opens instead.',
        dialog_12002: 'The sign-in page was not found. Check your connection, then sign in again.',
        dialog_12003: 'The sign-in was led to an address that is not secure, so Outlook stopped it. ' +
            'Tell your Rapport administrator.',
        dialog_12004: 'Outlook does not trust the address of the sign-in window. Ask your administrator to add ' +
            '{origin} to the add-in’s AppDomains.',
        dialog_12005: 'The sign-in address has no https. Tell your Rapport administrator.',
        dialog_12006: 'The sign-in window was closed before the sign-in was finished. Sign in again when you ' +
            'are ready.',
        dialog_12007: 'A Rapport window is already open. Close it, then sign in again.',
        dialog_12008: 'Outlook asks whether Rapport may open a window. Choose Allow, then sign in again.',
        dialog_12009: 'You chose not to open the window. To sign in, press the button again and choose Allow.',
        dialog_12010: 'Outlook could not open a window here. Open the mail in a window of its own, then sign in ' +
            'again.',
        dialog_12011: 'Your browser blocked the sign-in window. Allow pop-up windows for Outlook, then sign in ' +
            'again.',
        dialog_12012: 'Another window of Outlook is waiting for an answer. Close it, then sign in again.',
        dialog_other: 'Outlook could not open the sign-in window (error {code}). Sign in again; if it stays so, ' +
            'tell your Rapport administrator.',

        ask_title: 'Ask for a score',
        survey: 'Survey',
        language: 'Language',
        who: 'Whom to ask',
        refresh: 'Refresh',
        also: 'Also in this mail',
        also_note: 'Everybody who gets this mail sees the question. A click counts as the answer of the person ' +
            'you ask.',
        may_be_asked: 'May be asked',
        copy_only: 'Gets a copy: only people in To can be asked',
        no_address: 'Outlook has no mail address for this name yet. Finish the address in the mail, then refresh.',
        group: 'This is a distribution list. A question belongs to one person, so add the person to To.',
        field_cc: 'Cc',
        field_bcc: 'Bcc',
        last_score: 'Last score {score}',
        last_asked: 'asked {day}',
        never_asked: 'Never asked',
        nobody: 'Nobody stands in To yet. Add the person you want to ask; a name that Outlook has not ' +
            'recognised yet does not count.',
        nobody_may: 'Nobody in To may be asked at the moment.',
        no_surveys: 'No survey is published yet. Ask your Rapport administrator to publish one, then refresh.',
        looking_up: 'Looking up the recipients…',
        recipients_ready: '{count} in this mail, {open} may be asked.',
        insert: 'Insert question',
        inserting: 'Inserting…',
        gone: '{email} is no longer in To. Choose whom to ask, then insert the question.',
        already: 'This mail already holds a Rapport question, perhaps in the quoted text below yours. ' +
            'Delete it from the mail, then insert the new one.',

        inserted_title: 'The question is in your mail',
        inserted_cursor: 'It stands where your cursor was. {name} is asked when you send the mail.',
        inserted_top: 'Outlook did not take it at the cursor, so it stands at the top of the mail. {name} is ' +
            'asked when you send the mail.',
        inserted_plain: 'Your mail is plain text, so the question is a text with links.',
        not_told: 'The question is in the mail, but Rapport could not note it.',
        ask_other: 'Ask somebody else',
        ask_other_how: 'To ask somebody else in this mail, delete the question from it first.',

        unsure_title: 'Is the question in your mail?',
        unsure: 'Outlook did not let Rapport read the mail back. Look at the text of your mail: do you see the ' +
            'question?',
        unsure_yes: 'Yes, it is there',
        unsure_no: 'No, it is not',

        offer_title: 'Outlook did not insert the question',
        offer: 'The question is not in your mail, although Rapport asked Outlook for it. Rapport can send the ' +
            'mail to {name} for you, with the question in it.',
        offer_send: 'Send it from Rapport',
        offer_stop: 'Stop',
        stopped: 'Nothing was inserted, and the links were switched off. You can send the mail as it is.',

        send_title: 'Send it from Rapport',
        send_to: 'To {name} ({email})',
        subject: 'Subject',
        text: 'Text',
        question_follows: 'The question stands below your text.',
        subject_missing: 'Give the mail a subject.',
        text_missing: 'Write a line to the person you ask.',
        send: 'Send',
        sending: 'Sending…',
        sent_title: 'Rapport sends your mail',
        sent: 'It is on its way to {name}. You can discard the mail that is open in Outlook.',

        history_none: 'No answers yet',
        history_unknown: '{email} is not a contact in Rapport yet.',
        history_asked: 'Asked last on {day}, not answered yet.',
        history_silent: 'Never asked.',
        history_last: 'Latest answer',
        history_earlier: 'Earlier answers ({count})',
        history_looking: 'Looking up {name}…',
        no_sender_title: 'No sender',
        no_sender: 'Outlook names no sender for this mail, so there is nobody to look up.',
        asked_last: 'Asked last on {day}',
        promoter: 'promoter',
        passive: 'passive',
        detractor: 'detractor',
        score_of_ten: 'Score {score} of 10, {band}',

        outlook_silent: 'Outlook did not answer within {seconds} seconds. Try again; if it stays so, close the ' +
            'pane and open it again.',
        outlook_failed: 'Outlook reported: {message} ({code})',
        mail_changed: 'Another mail was opened meanwhile, so nothing was done to this one.',
        server_away: 'Rapport cannot be reached. Check your connection and try again: what you typed is kept.',
        server_slow: 'Rapport did not answer within {seconds} seconds. Try again: nothing is done twice.',
        server_odd: 'Rapport gave an answer that this pane cannot read (status {status}). Try again in a minute; ' +
            'if it stays so, tell your Rapport administrator.',

        languages: {
            da: 'Danish', de: 'German', en: 'English', es: 'Spanish', fi: 'Finnish', fr: 'French',
            it: 'Italian', nb: 'Norwegian', nl: 'Dutch', no: 'Norwegian', pl: 'Polish', pt: 'Portuguese',
            sv: 'Swedish'
        }
    }
};
