package org.guanjia.requests;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;

/**
 * What a member of staff can do with a matter on its page: each a form and an address {@code POST /requests/{code}/<verb>}.
 * The order is that of use: of the deeds that the viewer may do now, the first stands open on the page.
 */
public enum Deed {
  /** Goes on without the reporter's answer, or writes it down for the reporter. */
  CONTINUATION,
  TRIAGE,
  DRAFT,
  ACCEPTANCE,
  RESULT,
  APPROVAL,
  TELLING,
  REVIEW,
  RETURN,
  REFUSAL,
  HAND_OVER,
  QUESTION,
  ADDITION,
  MERGE,
  ASSIGNMENT,
  CORRECTION,
  SUPERVISOR,
  EXTENSION,
  EXPLANATION,
  REVEAL;

  /** What it is called in the address: {@code hand-over}. */
  public String verb() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Deed> of(String verb) {
    return Arrays.stream(values()).filter(deed -> deed.verb().equals(verb)).findFirst();
  }

  /** Everything this viewer may do with the matter as it stands, in the order of use. */
  static List<Deed> open(Matter matter, Viewer viewer, LocalDate today) {
    return Arrays.stream(values()).filter(deed -> deed.allowed(matter, viewer) && deed.possible(matter, viewer, today)).toList();
  }

  /** Whether this is the next thing to do, not one of the things that can be done besides. */
  boolean leads(Matter matter) {
    return switch (this) {
      case CONTINUATION, DRAFT, ACCEPTANCE, RESULT, APPROVAL, TELLING, REVIEW -> true;
      case TRIAGE -> matter.state() == State.RECEIVED;
      default -> false;
    };
  }

  private boolean allowed(Matter matter, Viewer viewer) {
    return switch (this) {
      case TRIAGE, DRAFT, HAND_OVER, MERGE, ASSIGNMENT, CORRECTION -> viewer.may(Permission.REQUESTS_TRIAGE);
      case ACCEPTANCE, RESULT, REFUSAL -> viewer.may(Permission.REQUESTS_HANDLE);
      case APPROVAL, RETURN -> viewer.may(Permission.REQUESTS_APPROVE);
      case TELLING -> viewer.may(Permission.REQUESTS_TELL);
      case REVIEW, SUPERVISOR, EXTENSION -> viewer.may(Permission.REQUESTS_SUPERVISE);
      case QUESTION, CONTINUATION, EXPLANATION -> works(matter, viewer);
      case ADDITION -> works(matter, viewer) || viewer.may(Permission.REQUESTS_RECORD);
      case REVEAL -> viewer.may(Permission.PERSONAL_REVEAL);
    };
  }

  private boolean possible(Matter matter, Viewer viewer, LocalDate today) {
    return switch (this) {
      case CONTINUATION -> matter.can(Move.RESUME) && matter.line().clockStopped();
      case TRIAGE -> matter.can(Move.TRIAGE);
      case DRAFT -> matter.state() == State.TRIAGED;
      case HAND_OVER -> matter.state() == State.IN_DEPARTMENT;
      case ACCEPTANCE -> hands(matter, viewer, "OFFERED");
      case RESULT -> hands(matter, viewer, "ACCEPTED");
      case REFUSAL -> hands(matter, viewer, "OFFERED", "ACCEPTED");
      case APPROVAL -> matter.can(Move.APPROVE) && matter.draft().filter(draft -> !draft.draftedBy().equals(viewer.userId())).isPresent();
      case RETURN -> matter.can(Move.RETURN);
      case TELLING -> matter.tellings().stream().anyMatch(telling -> telling.toldAt() == null);
      case REVIEW -> matter.can(Move.UPHOLD) && matter.answers().stream().noneMatch(answer -> answeredBy(answer, viewer));
      case QUESTION -> matter.can(Move.ASK);
      case ADDITION -> matter.can(Move.ADD);
      case MERGE -> matter.can(Move.MERGE);
      case ASSIGNMENT, SUPERVISOR -> matter.can(Move.ASSIGN);
      case CORRECTION -> matter.can(Move.CORRECT);
      case EXTENSION -> matter.can(Move.EXTEND) && !matter.extended();
      case EXPLANATION -> matter.can(Move.EXPLAIN) && matter.line().overdue(today);
      case REVEAL -> !matter.reporterName().isEmpty() || !matter.reporterPhone().isEmpty();
    };
  }

  /** Whoever has the matter in hand: the desk, or an officer of a department that it was given to. */
  static boolean works(Matter matter, Viewer viewer) {
    return viewer.may(Permission.REQUESTS_TRIAGE)
        || viewer.may(Permission.REQUESTS_HANDLE) && matter.handsOf(viewer.department()).isPresent();
  }

  private static boolean hands(Matter matter, Viewer viewer, String... states) {
    return matter.state() == State.IN_DEPARTMENT
        && matter.handsOf(viewer.department()).filter(hands -> List.of(states).contains(hands.state())).isPresent();
  }

  private static boolean answeredBy(Matter.Answer answer, Viewer viewer) {
    return answer.draftedBy().equals(viewer.userId()) || Objects.equals(answer.decidedBy(), viewer.userId());
  }
}
