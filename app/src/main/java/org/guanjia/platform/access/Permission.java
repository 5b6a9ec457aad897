package org.guanjia.platform.access;

/** One thing that a role may do; endpoints name them in {@link Allowed}. */
public enum Permission {
  /** See requests within one's area or department. */
  REQUESTS_VIEW,
  /** Take down a request for a resident. */
  REQUESTS_RECORD,
  /** Decide the outcome of a new request, merge duplicates, hand over, decline. */
  REQUESTS_TRIAGE,
  /** Work on a matter in one's department's hands. */
  REQUESTS_HANDLE,
  /** Approve or return an answer before it goes out. */
  REQUESTS_APPROVE,
  /** Extend a deadline, take over an escalated matter, review a dissatisfied one. */
  REQUESTS_SUPERVISE,
  /** Tell a resident the answer by phone or visit and record it. */
  REQUESTS_TELL,
  /** See personal fields unmasked, with a purpose that is kept. */
  PERSONAL_REVEAL,
  /** Leaders' drop-in days: schedule and record. */
  DROP_INS_EDIT,
  /** The list of existing policies. */
  POLICIES_EDIT,
  /** Look at what is proposed for the public site, publish it, keep it back; leaflets and promises. */
  PUBLICITY_EDIT,
  /** Enter talks and door visits, print posters. */
  OUTREACH_RECORD,
  /** Categories, departments, villages, calendar of the town. */
  TOWN_EDIT,
  /** Import spreadsheets. */
  IMPORT,
  /** Export lists. */
  EXPORT,
  /** Notices that failed or are uncertain. */
  NOTICES_MANAGE,
  /** Users, areas, tokens, the access table. */
  USERS_MANAGE,
  /** Read the audit log, verify and export it. */
  AUDIT_READ,
  /** Bring requests by the Open311 door; its key travels in forms and addresses, so it opens nothing else. */
  OPEN311_POST,
  /** See projects within one's area or department. */
  PROJECTS_VIEW,
  /** Propose projects, join requests to them, correct and take back what is not decided. */
  PROJECTS_PROPOSE,
  /** Survey projects, ask departments for their views, lay down the scoring sheet. */
  PROJECTS_SURVEY,
  /** Give one's department's view of a project. */
  PROJECTS_ANSWER,
  /** Score projects on the year's sheet. */
  PROJECTS_SCORE,
  /** Lay projects before the joint meeting, write down its decisions, decide change orders, carry over. */
  PROJECTS_DECIDE,
  /** Plan and carry out projects: milestones, pictures, payments, change orders. */
  PROJECTS_BUILD,
  /** Inspect and accept projects that others build. */
  PROJECTS_ACCEPT,
  /** See the leader's board within one's area. */
  BOARD_VIEW,
  /** Set the year's targets, enter figures by hand, issue monthly briefs. */
  TARGETS_EDIT,
  /** Approve monthly briefs that others issued. */
  BRIEFS_APPROVE,
  /** Read joint meetings: all of the town, or those one is invited to. */
  MEETINGS_VIEW,
  /** Prepare joint meetings, write down what they decide and their minutes. */
  MEETINGS_EDIT,
  /** Approve minutes that somebody else wrote. */
  MEETINGS_APPROVE,
  /** Mark a request for the joint meeting. */
  MEETINGS_MARK,
  /** Find people of the register within one's area; numbers and addresses masked. */
  PEOPLE_VIEW,
  /** Register people and write down what is said of them. */
  PEOPLE_EDIT,
  /** Decide whether two records are of one person; tell residents who looked at their record; erase what is kept too long. */
  PEOPLE_REVIEW,
  /** Visit people at home and write down what was found. */
  PEOPLE_VISIT,
  /** See programmes, who is entitled to what and what is paid, within one's area. */
  BENEFITS_VIEW,
  /** Write drafts of programmes and try them out; assemble reports of simulations. */
  PROGRAMMES_EDIT,
  /** Release what somebody else drafted; confirm amounts with the document they stand in. */
  PROGRAMMES_RELEASE,
  /** Take applications, bring evidence, ask the people whom a list names. */
  AWARDS_APPLY,
  /** Check applications, publish them for objection, suspend and end what is paid. */
  AWARDS_CHECK,
  /** Approve or refuse what somebody else checked, up to one's limit; decide appeals. */
  AWARDS_APPROVE,
  /** Prepare the month's run, its files and the instalments of what was overpaid. */
  PAYMENTS_PREPARE,
  /** Approve a run that somebody else prepared. */
  PAYMENTS_APPROVE,
  /** Assess how able a person is, one of two assessors. */
  ABILITY_ASSESS
}
