/* The table of what a person can do to the room. */
#include "app/deed.h"

#include "base/lang.h"

static const struct deed_row rows[] = {
	{ INTENT_ACK, &deed_alert, DEED_ASKS_IF_MANY, N_("acknowledge"), N_("? Esc = no; comment"),
	  N_("acknowledged"), NULL, act_ack, false, false },
	{ INTENT_UNACK, &deed_alert, DEED_ASKS_IF_MANY, N_("take back"), N_("? Esc = no; comment"),
	  N_("taken back:"), NULL, act_unack, false, false },
	{ INTENT_REOPEN, &deed_alert, DEED_ASKS_IF_MANY, N_("reopen"), N_("? Esc = no; comment"),
	  N_("reopened:"), NULL, act_reopen, false, false },
	{ INTENT_SILENCE, &deed_alert, DEED_NEEDS_WORDS, N_("silence"), N_(" for (\"30m why\")"),
	  N_("silenced"), deed_read_length, act_silence, false, false },
	{ INTENT_NOTE, &deed_alert, DEED_NEEDS_WORDS, N_("note on"), "", N_("noted on"), NULL,
	  act_note, false, true },
	{ INTENT_DONE, &deed_alert, DEED_NEEDS_WORDS, N_("handled"), N_(", what was done"),
	  N_("handled:"), NULL, act_done, true, false },
	{ INTENT_ESCALATE, &deed_alert, DEED_NEEDS_WORDS, N_("escalate"),
	  N_(" why (\"PERSON: why\" names whom; else the next step)"), N_("escalated"),
	  deed_read_to, act_escalate, true, false },
	{ INTENT_SIGN, &deed_gate, DEED_ASKS, N_("accept gate"), N_(", on what grounds"),
	  N_("signed gate"), NULL, act_sign, true, false },
	{ INTENT_REFUSE, &deed_gate, DEED_NEEDS_WORDS, N_("refuse gate"), N_(", why"),
	  N_("refused gate"), NULL, act_refuse, true, false },
	{ INTENT_PLAN_START, &deed_plan, DEED_ASKS, N_("start plan"), N_("? Esc = no; comment"),
	  N_("started plan"), NULL, act_plan_start, true, false },
	{ INTENT_PLAN_STEP, &deed_plan, DEED_ASKS, N_("step done of"), N_(", how it went"),
	  N_("ticked a step of"), NULL, act_plan_step, true, false },
	{ INTENT_PLAN_ABORT, &deed_plan, DEED_NEEDS_WORDS, N_("abort plan"), N_(", why"),
	  N_("aborted plan"), NULL, act_plan_abort, true, false },
	{ INTENT_PLAN_CLOSE, &deed_plan, DEED_NEEDS_WORDS, N_("close plan"), N_(", feedback"),
	  N_("closed plan"), NULL, act_plan_close, true, false },
	{ INTENT_START_PHASE, &deed_phase, DEED_ASKS, N_("start phase"),
	  N_(" now? Esc = no; comment"), N_("started phase"), NULL, act_start_phase, true, false },
	{ INTENT_END_PHASE, &deed_phase, DEED_ASKS, N_("end phase"), N_(" now? Esc = no; comment"),
	  N_("ended phase"), NULL, act_end_phase, true, false },
	{ INTENT_HOLD, &deed_phase, DEED_NEEDS_WORDS, N_("HOLD"), N_(", why"), N_("HOLD on"), NULL,
	  act_hold, true, false },
	{ INTENT_RESUME, &deed_phase, DEED_ASKS, N_("resume"), N_(", comment"), N_("resumed"), NULL,
	  act_resume, true, false },
	{ INTENT_GO, &deed_phase, DEED_ASKS, N_("GO for"), N_(", on what grounds"), N_("GO for"),
	  NULL, act_go, true, false },
	{ INTENT_NO_GO, &deed_phase, DEED_NEEDS_WORDS, N_("NO-GO for"), N_(", why"),
	  N_("NO-GO for"), NULL, act_no_go, true, false },
	{ INTENT_PROPOSE, &deed_line, DEED_NEEDS_WORDS, N_("move money from"),
	  N_(" (\"LINE AMOUNT why\")"), N_("proposed to move money from"), deed_read_move,
	  act_propose, true, false },
	{ INTENT_APPROVE, &deed_proposal, DEED_ASKS, N_("approve moving money to"),
	  N_("? Esc = no; comment"), N_("approved moving money to"), NULL, act_approve, true,
	  false },
	{ INTENT_OPPOSE, &deed_proposal, DEED_NEEDS_WORDS, N_("refuse moving money to"),
	  N_(", why"), N_("refused moving money to"), NULL, act_oppose, true, false },
	{ INTENT_ASSIGN, &deed_alert, DEED_NEEDS_WORDS, N_("assign"),
	  N_(" to whom (\"lin\" or \"lin: why\")"), N_("assigned"), deed_read_person, act_assign,
	  false, false },
	{ INTENT_DECIDE, &deed_incident, DEED_NEEDS_WORDS, N_("decide on"), N_(", what and why"),
	  N_("decided on"), NULL, act_decide, false, true },
	{ INTENT_CORRECT, &deed_entry, DEED_NEEDS_WORDS, N_("correct"), N_(", what is right"),
	  N_("corrected:"), NULL, act_correct, false, false },
	{ INTENT_CLOSE, &deed_decision, DEED_NEEDS_WORDS, N_("done"), N_(", what was done"),
	  N_("done:"), NULL, act_close, true, false },
	{ INTENT_ANSWER, &deed_notice, DEED_ASKS_IF_MANY, N_("say that you have seen"),
	  N_("? Esc = no; comment"), N_("seen:"), NULL, act_answer, false, false },
	{ INTENT_SIGN_IN, &deed_person, DEED_ASKS, N_("sign in"), N_("? Esc = no; comment"),
	  N_("signed in"), NULL, act_sign_in, false, false },
	{ INTENT_SIGN_OUT, &deed_person, DEED_ASKS, N_("sign out"), N_("? Esc = no; comment"),
	  N_("signed out"), NULL, act_sign_out, false, false },
	{ INTENT_HAND_OVER, &deed_team, DEED_ASKS, N_("hand over"),
	  N_("? Esc = no; what else to know (the digest goes with it)"), N_("handed over"), NULL,
	  act_hand_over, true, false },
};

const struct deed_row *
deed_row(enum intent_kind kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].kind == kind)
			return &rows[i];
	return NULL;
}
