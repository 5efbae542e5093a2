/* The table of what a person can do to the room. */
#include "app/deed.h"

static const struct deed_row rows[] = {
	{ INTENT_ACK, &deed_alert, DEED_ASKS_IF_MANY, "acknowledge", "? Esc = no; comment",
	  "acknowledged", NULL, act_ack, false, false },
	{ INTENT_UNACK, &deed_alert, DEED_ASKS_IF_MANY, "take back", "? Esc = no; comment",
	  "taken back:", NULL, act_unack, false, false },
	{ INTENT_SILENCE, &deed_alert, DEED_NEEDS_WORDS, "silence", " for (\"30m why\")",
	  "silenced", deed_read_length, act_silence, false, false },
	{ INTENT_NOTE, &deed_alert, DEED_NEEDS_WORDS, "note on", "", "noted on", NULL, act_note,
	  false, true },
	{ INTENT_DONE, &deed_alert, DEED_NEEDS_WORDS, "handled", ", what was done",
	  "handled:", NULL, act_done, true, false },
	{ INTENT_ESCALATE, &deed_alert, DEED_NEEDS_WORDS, "escalate",
	  " why (\"PERSON: why\" names whom; else the next step)", "escalated", deed_read_to,
	  act_escalate, true, false },
	{ INTENT_SIGN, &deed_gate, DEED_ASKS, "accept gate", ", on what grounds", "signed gate",
	  NULL, act_sign, true, false },
	{ INTENT_REFUSE, &deed_gate, DEED_NEEDS_WORDS, "refuse gate", ", why", "refused gate", NULL,
	  act_refuse, true, false },
	{ INTENT_PLAN_START, &deed_plan, DEED_ASKS, "start plan", "? Esc = no; comment",
	  "started plan", NULL, act_plan_start, true, false },
	{ INTENT_PLAN_STEP, &deed_plan, DEED_ASKS, "step done of", ", how it went",
	  "ticked a step of", NULL, act_plan_step, true, false },
	{ INTENT_PLAN_ABORT, &deed_plan, DEED_NEEDS_WORDS, "abort plan", ", why", "aborted plan",
	  NULL, act_plan_abort, true, false },
	{ INTENT_PLAN_CLOSE, &deed_plan, DEED_NEEDS_WORDS, "close plan", ", feedback",
	  "closed plan", NULL, act_plan_close, true, false },
	{ INTENT_START_PHASE, &deed_phase, DEED_ASKS, "start phase", " now? Esc = no; comment",
	  "started phase", NULL, act_start_phase, true, false },
	{ INTENT_END_PHASE, &deed_phase, DEED_ASKS, "end phase", " now? Esc = no; comment",
	  "ended phase", NULL, act_end_phase, true, false },
	{ INTENT_HOLD, &deed_phase, DEED_NEEDS_WORDS, "HOLD", ", why", "HOLD on", NULL, act_hold,
	  true, false },
	{ INTENT_RESUME, &deed_phase, DEED_ASKS, "resume", ", comment", "resumed", NULL, act_resume,
	  true, false },
	{ INTENT_GO, &deed_phase, DEED_ASKS, "GO for", ", on what grounds", "GO for", NULL, act_go,
	  true, false },
	{ INTENT_NO_GO, &deed_phase, DEED_NEEDS_WORDS, "NO-GO for", ", why", "NO-GO for", NULL,
	  act_no_go, true, false },
	{ INTENT_PROPOSE, &deed_line, DEED_NEEDS_WORDS, "move money from", " (\"LINE AMOUNT why\")",
	  "proposed to move money from", deed_read_move, act_propose, true, false },
	{ INTENT_APPROVE, &deed_proposal, DEED_ASKS, "approve moving money to",
	  "? Esc = no; comment", "approved moving money to", NULL, act_approve, true, false },
	{ INTENT_OPPOSE, &deed_proposal, DEED_NEEDS_WORDS, "refuse moving money to", ", why",
	  "refused moving money to", NULL, act_oppose, true, false },
	{ INTENT_ASSIGN, &deed_alert, DEED_NEEDS_WORDS, "assign",
	  " to whom (\"lin\" or \"lin: why\")", "assigned", deed_read_person, act_assign, false, false },
	{ INTENT_DECIDE, &deed_incident, DEED_NEEDS_WORDS, "decide on", ", what and why",
	  "decided on", NULL, act_decide, false, true },
	{ INTENT_CORRECT, &deed_entry, DEED_NEEDS_WORDS, "correct", ", what is right",
	  "corrected:", NULL, act_correct, false, false },
	{ INTENT_CLOSE, &deed_decision, DEED_NEEDS_WORDS, "done", ", what was done", "done:", NULL,
	  act_close, true, false },
	{ INTENT_ANSWER, &deed_notice, DEED_ASKS_IF_MANY, "say that you have seen",
	  "? Esc = no; comment", "seen:", NULL, act_answer, false, false },
	{ INTENT_SIGN_IN, &deed_person, DEED_ASKS, "sign in", "? Esc = no; comment", "signed in",
	  NULL, act_sign_in, false, false },
	{ INTENT_SIGN_OUT, &deed_person, DEED_ASKS, "sign out", "? Esc = no; comment", "signed out",
	  NULL, act_sign_out, false, false },
	{ INTENT_HAND_OVER, &deed_team, DEED_ASKS, "hand over",
	  "? Esc = no; what else to know (the digest goes with it)", "handed over", NULL,
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
