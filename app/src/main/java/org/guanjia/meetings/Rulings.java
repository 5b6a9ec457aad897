package org.guanjia.meetings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.projects.Approval;
import org.guanjia.projects.Decisions;
import org.guanjia.projects.IllegalProjectMove;
import org.guanjia.projects.NoSuchProject;
import org.guanjia.projects.ProjectLine;
import org.guanjia.projects.Projects;
import org.guanjia.projects.StaleProject;
import org.guanjia.requests.Answers;
import org.guanjia.requests.IllegalMove;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.Matters;
import org.guanjia.requests.NoSuchRequest;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.StaleRequest;
import org.guanjia.requests.Triage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Carries a decision over to the matter, through the facade of its module, in the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Rulings {

  private final Decisions decisions;
  private final Projects projects;
  private final Triage triage;
  private final Answers answers;
  private final Matters matters;
  private final Marks marks;
  private final FollowUps followUps;

  Rulings(Decisions decisions, Projects projects, Triage triage, Answers answers, Matters matters, Marks marks, FollowUps followUps) {
    this.decisions = decisions;
    this.projects = projects;
    this.triage = triage;
    this.answers = answers;
    this.matters = matters;
    this.marks = marks;
    this.followUps = followUps;
  }

  /**
   * A decision as it is kept.
   *
   * @param title of the matter as it was decided; null when it cannot be seen any more
   */
  record Made(Ruling ruling, @Nullable String text, Map<String, Object> details, @Nullable String title) {}

  Made make(ItemKind kind, String ref, Decision decision) {
    var checks = new Checks();
    Ruling ruling = checks.present("ruling", decision.ruling());
    if (ruling != null && !ruling.fits(kind)) checks.error("ruling", "meetings.error.ruling");
    boolean silent = ruling == Ruling.LEFT_OVER;
    String text = silent ? checks.optional("text", decision.text(), Checks.TEXT_LENGTH_MAX) : checks.required("text", decision.text(), Checks.TEXT_LENGTH_MAX);
    if (ruling == Ruling.HANDED_OVER && (decision.lead() == null || decision.lead().isBlank())) checks.error("lead", "requests.error.required");
    if (ruling == Ruling.ANSWERED) checks.required("answer", decision.answer(), Checks.SUMMARY_LENGTH_MAX);
    if (ruling == Ruling.CONTINUED) checks.present("dueOn", decision.dueOn());
    checks.refuse();
    String title = title(kind, ref);
    Map<String, Object> details = carryOut(Objects.requireNonNull(ruling), kind, ref, decision, text == null ? "" : text);
    return new Made(ruling, text, details, title);
  }

  private Map<String, Object> carryOut(Ruling ruling, ItemKind kind, String ref, Decision decision, String text) {
    try {
      return switch (kind) {
        case PROJECT -> ofProject(ruling, ref, decision, text);
        case REQUEST -> ofRequest(ruling, ref, decision, text);
        case FOLLOW_UP -> ofFollowUp(ruling, Long.parseLong(ref), decision, text);
      };
    } catch (IllegalProjectMove moved) {
      throw new MatterMovedOn(ref, "projects.state." + moved.from(), moved);
    } catch (IllegalMove moved) {
      throw new MatterMovedOn(ref, "requests.state." + moved.from(), moved);
    } catch (StaleProject | StaleRequest changed) {
      throw new MatterMovedOn(ref, null, changed);
    } catch (NoSuchProject | NoSuchRequest gone) {
      throw new MatterMovedOn(ref, "meetings.matter.gone", gone);
    }
  }

  private Map<String, Object> ofProject(Ruling ruling, String code, Decision decision, String text) {
    switch (ruling) {
      case APPROVED -> {
        decisions.approve(code, decision.matterVersion(), new Approval(decision.amountFen(), decision.bySource(), text));
        return Map.of("amountFen", decision.amountFen(), "bySource", decision.bySource());
      }
      case DEFERRED -> decisions.defer(code, decision.matterVersion(), text);
      case REFUSED -> decisions.refuse(code, decision.matterVersion(), text);
      default -> {}
    }
    return Map.of();
  }

  private Map<String, Object> ofRequest(Ruling ruling, String code, Decision decision, String text) {
    var details = new HashMap<String, Object>();
    switch (ruling) {
      case HANDED_OVER -> {
        String lead = Objects.requireNonNull(decision.lead());
        List<String> others = decision.others().stream().filter(other -> !other.equals(lead)).distinct().toList();
        triage.handOver(code, decision.matterVersion(), null, lead, others, text);
        details.put("lead", lead);
        details.put("others", others);
      }
      case ANSWERED -> {
        triage.decide(code, decision.matterVersion(), Outcome.ANSWER, null, text, List.of());
        answers.draft(code, null, Checks.cleaned(decision.answer()), null);
      }
      case PROPOSED -> triage.decide(code, decision.matterVersion(), Outcome.MICRO_PROJECT, null, text, List.of());
      default -> {}
    }
    if (ruling != Ruling.LEFT_OVER) marks.settle(code);
    return details;
  }

  private Map<String, Object> ofFollowUp(Ruling ruling, long id, Decision decision, String text) {
    switch (ruling) {
      case DONE -> followUps.foundDone(id, text);
      case CONTINUED -> {
        var due = Objects.requireNonNull(decision.dueOn());
        followUps.move(id, due);
        return Map.of("dueOn", due.toString());
      }
      default -> {}
    }
    return Map.of();
  }

  private @Nullable String title(ItemKind kind, String ref) {
    return switch (kind) {
      case PROJECT -> projects.line(ref).map(ProjectLine::title).orElse(null);
      case REQUEST -> matters.line(ref).map(MatterLine::title).orElse(null);
      case FOLLOW_UP -> null;
    };
  }
}
