package org.guanjia.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.guanjia.requests.Channel;
import org.guanjia.requests.Move;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.State;
import org.jspecify.annotations.Nullable;

/**
 * Lets one story run its course from the moment it came in: triage, hand-over, questions, work, answer, telling,
 * rating. Whatever would happen after now has not happened, so the latest stories are still open.
 */
final class Course {

  private static final List<String> WITHIN_ANOTHERS_REACH =
      List.of("urban-management", "transport", "housing", "water-agriculture", "emergency", "environment");
  private static final List<String> MICRO_PROJECTS =
      List.of("roads.surface", "roads.lights", "roads.walkway", "drainage.flooding", "services.leisure", "traffic.parking");
  private static final List<String> WISHES =
      List.of("children.care", "elderly.homecare", "disability.aids", "hardship.emergency", "education.campus");

  /** The way up of {@code Escalation}, and before whom the demo lays it there. */
  private static final List<String> STEPS = List.of("VILLAGE", "DESK", "LEADER");
  private static final List<String> SUPERVISORS = List.of("desk", "desk2", "leader");

  private final Phrasebook phrases;
  private final Catalog catalog;
  private final Map<String, List<Catalog.Policy>> policies;
  private final OfficeHours hours;
  private final Instant now;
  private final SplittableRandom random;
  private final Story story;
  private Instant at;

  /** Thrown where the next thing would happen after now. */
  private static final class NotYet extends RuntimeException {
    NotYet() {
      super(null, null, false, false);
    }
  }

  Course(
      Phrasebook phrases, Catalog catalog, Map<String, List<Catalog.Policy>> policies, OfficeHours hours, Instant now,
      SplittableRandom random, Story story) {
    this.phrases = phrases;
    this.catalog = catalog;
    this.policies = policies;
    this.hours = hours;
    this.now = now;
    this.random = random;
    this.story = story;
    this.at = story.opening.at();
  }

  /**
   * @param original an open matter on the same trouble into which this one is merged; null for none
   */
  void run(@Nullable Story original) {
    try {
      receive();
      if (original != null && mergeInto(original)) return;
      if (chance(0.012)) {
        withdraw();
        return;
      }
      cycle();
      if (story.state() == State.FED_BACK) rate();
      boolean again = story.state() == State.RECEIVED;
      if (!again && story.state() != State.UNDER_REVIEW && chance(0.025)) again = reopen();
      if (again) cycle();
    } catch (NotYet e) {
      catchUpEscalations();
    }
  }

  private void receive() {
    story.move(at, story.opening.recordedBy(), Move.RECEIVE, State.RECEIVED, null, Map.of("channel", story.opening.channel().name()));
    picture("REPORTED", false, story.opening.recordedBy(), 0.35);
    if (story.opening.channel() == Channel.RESIDENT && chance(0.05)) {
      later(0.05, 0.8);
      add("resident", say("got.facts"), false);
    }
  }

  private boolean mergeInto(Story original) {
    later(0.1, 0.9);
    State then = original.stateAt(at);
    if (then != State.RECEIVED && then != State.TRIAGED && then != State.IN_DEPARTMENT) return false;
    String desk = desk();
    story.mergedFrom = story.state();
    story.move(at, desk, Move.MERGE, State.MERGED, null, Map.of("into", original));
    original.stayedThen(at, desk, Move.ADD, Map.of("merged", story));
    story.mergedInto = original;
    original.answers.forEach(this::tellWith);
    return true;
  }

  /** The merged reporter is told with the others, before the matter is fed back. */
  private void tellWith(Story.Answer answer) {
    if (answer.decidedAt == null || !Boolean.TRUE.equals(answer.approved) || answer.decidedAt.isBefore(at)) return;
    Story.Telling others = answer.tellings.getFirst();
    boolean told = answer.tellings.stream().allMatch(telling -> telling.at() != null);
    String way = way(story.opening);
    boolean byStaff = way.equals("CALL") || way.equals("VISIT");
    String by = byStaff ? catalog.clerk(story.opening.village()) : "system";
    answer.tellings.add(
        new Story.Telling(
            story, way, told ? others.at() : null, told ? by : null, told && byStaff ? say("work.toldby") : null));
  }

  private void withdraw() {
    later(0.1, 1.5);
    story.move(at, "resident", Move.WITHDRAW, State.WITHDRAWN, say("withdraw"));
  }

  private void cycle() {
    boolean late = chance(0.09);
    if (late) later(1.2, 2.6);
    else later(0.05, 0.85);
    escalateIfOverdue();
    if (chance(0.05)) ask(desk());
    outcome();
    work();
    decide();
    tell();
  }

  private void outcome() {
    boolean again = story.handlings.size() > 0;
    Outcome outcome = again ? Outcome.DEPARTMENT : chooseOutcome();
    story.supervisor = "desk";
    if (outcome == Outcome.DEPARTMENT) {
      handOver(again);
    } else {
      story.outcome = outcome;
      keepAtDesk();
    }
  }

  private Outcome chooseOutcome() {
    String category = story.opening.category().code();
    double dice = random.nextDouble();
    if (dice < 0.012) return Outcome.DECLINE;
    if (MICRO_PROJECTS.contains(category) && dice < 0.075) return Outcome.MICRO_PROJECT;
    if (WISHES.contains(category) && dice < 0.14) return Outcome.WISH;
    boolean place = phrases.isAboutAPlace(category);
    if (dice > (place ? 0.95 : 0.55) && policy() != null) return Outcome.POLICY;
    return dice > 0.5 && dice < (place ? 0.53 : 0.6) ? Outcome.ANSWER : Outcome.DEPARTMENT;
  }

  private void keepAtDesk() {
    String desk = desk();
    story.assignee = desk;
    story.dueOn = hours.addDays(OfficeHours.day(at), story.opening.category().handlingDays());
    story.move(
        at, desk, Move.TRIAGE, State.TRIAGED, say("work.triage"),
        Map.of("outcome", Objects.requireNonNull(story.outcome).name(), "policies", List.of()));
  }

  private void handOver(boolean again) {
    String department = story.opening.category().department();
    String desk = desk();
    if (!again && WITHIN_ANOTHERS_REACH.contains(department) && chance(0.07)) {
      refusedOnce(desk, other(department));
      later(0.05, 0.6);
    }
    story.outcome = Outcome.DEPARTMENT;
    story.assignee = null;
    offer(department, true);
    boolean second = !again && WITHIN_ANOTHERS_REACH.contains(department) && chance(0.08);
    String secondDepartment = other(department);
    if (second && !story.handlings.containsKey(secondDepartment)) offer(secondDepartment, false);
    story.dueOn = hours.addDays(OfficeHours.day(at), story.opening.category().handlingDays());
    handedOver(desk);
    later(0.05, 0.9);
    accept(department);
    if (second && story.handlings.containsKey(secondDepartment)) {
      later(0.02, 0.3);
      accept(secondDepartment);
    }
  }

  private void refusedOnce(String desk, String department) {
    offer(department, true);
    story.dueOn = hours.addDays(OfficeHours.day(at), story.opening.category().handlingDays());
    story.outcome = Outcome.DEPARTMENT;
    handedOver(desk);
    later(0.1, 0.8);
    Story.Handling handling = Objects.requireNonNull(story.handlings.get(department));
    handling.state = "REFUSED";
    handling.answeredAt = at;
    handling.officer = catalog.officer(department);
    handling.reason = say("work.refuse");
    story.lead = null;
    story.outcome = null;
    story.move(
        at, catalog.officer(department), Move.REFUSE, State.RECEIVED, handling.reason, Map.of("department", department));
  }

  private void handedOver(String desk) {
    List<String> offered =
        story.handlings.values().stream()
            .filter(handling -> handling.state.equals("OFFERED"))
            .map(handling -> handling.department)
            .toList();
    story.move(
        at, desk, Move.HAND_OVER, State.IN_DEPARTMENT, say("work.triage"),
        Map.of("lead", lead(), "departments", offered));
  }

  private void offer(String department, boolean lead) {
    story.departments.add(department);
    if (lead) {
      story.lead = department;
      story.handlings.values().forEach(handling -> handling.lead = false);
    }
    story.handlings.put(department, new Story.Handling(department, lead, at));
  }

  private void accept(String department) {
    String officer = catalog.officer(department);
    Story.Handling handling = Objects.requireNonNull(story.handlings.get(department));
    handling.state = "ACCEPTED";
    handling.answeredAt = at;
    handling.officer = officer;
    if (handling.lead) story.assignee = officer;
    story.stay(at, officer, Move.ACCEPT, null, Map.of("department", department));
    add(officer, say("work.accept"), true);
  }

  private void work() {
    if (story.state() == State.TRIAGED) {
      later(0.1, 1.6);
      finish(desk(), null);
      return;
    }
    String department = lead();
    String officer = catalog.officer(department);
    if (chance(0.04)) ask(officer);
    double days = story.opening.category().handlingDays() * pace();
    Instant done = hours.after(at, days);
    if (days > 1.2) {
      later(0.3, days / 2);
      add(officer, say("work"), true);
      picture("BEFORE", false, officer, 0.25);
    }
    if (chance(0.06) && !story.extended) extend();
    atDue(done, officer);
    at = done.isAfter(at) ? done : hours.after(at, 0.1);
    if (at.isAfter(now)) throw new NotYet();
    for (Story.Handling part : story.handlings.values()) reportPart(part);
    finish(officer, department);
    picture("AFTER", true, officer, 0.3);
  }

  /** Parts of the handling time that the work takes: mostly in time, some late, a few stuck. */
  private double pace() {
    double dice = random.nextDouble();
    if (dice < 0.86) return 0.15 + 0.75 * random.nextDouble();
    if (dice < 0.965) return 1.1 + random.nextDouble();
    return 2.5 + 3 * random.nextDouble();
  }

  /** What the clock does while the work goes on: overdue is escalated and explained. */
  private void atDue(Instant done, String officer) {
    for (int level = story.escalationLevel; level < 3; level++) {
      LocalDate late = hours.addDays(story.dueOn, 1 + 2 * level);
      Instant escalated = late.atTime(8, 30).atZone(OfficeHours.ZONE).toInstant();
      if (!escalated.isBefore(done) || escalated.isAfter(now)) return;
      if (escalated.isBefore(at)) continue;
      at = escalated;
      escalate();
      if (level == 0 || chance(0.5)) {
        Instant explained = hours.after(at, 0.2);
        if (explained.isBefore(done) && !explained.isAfter(now)) {
          at = explained;
          story.stay(at, officer, Move.EXPLAIN, say("work.overdue"), Map.of());
        }
      }
    }
  }

  private void escalateIfOverdue() {
    Instant due = hours.addDays(story.dueOn, 1).atTime(8, 30).atZone(OfficeHours.ZONE).toInstant();
    if (!due.isBefore(at)) return;
    Instant moment = at;
    at = due;
    if (happenedBefore(due)) escalate();
    at = moment;
  }

  /** A story that stopped at now may have become overdue since its last step. */
  private void catchUpEscalations() {
    if (story.state == null || !story.state().open() || story.clockStoppedOn != null) return;
    if (story.state() == State.DONE || story.state() == State.ANSWERED) return;
    for (int level = story.escalationLevel; level < 3; level++) {
      Instant late = hours.addDays(story.dueOn, 1 + 2 * level).atTime(8, 30).atZone(OfficeHours.ZONE).toInstant();
      if (late.isAfter(now)) return;
      if (!happenedBefore(late)) continue;
      at = late;
      escalate();
      if (level == 0 && story.state() == State.IN_DEPARTMENT && chance(0.75)) {
        at = hours.after(late, 0.1);
        if (!at.isAfter(now)) story.stay(at, catalog.officer(lead()), Move.EXPLAIN, say("work.overdue"), Map.of());
      }
    }
  }

  private boolean happenedBefore(Instant moment) {
    return !story.happenings.getLast().at().isAfter(moment);
  }

  private void escalate() {
    int step = Math.min(story.escalationLevel++, STEPS.size() - 1);
    story.supervisor = SUPERVISORS.get(step);
    story.stay(at, "system", Move.ESCALATE, null, Map.of("step", STEPS.get(step), "to", List.of(story.supervisor)));
  }

  private void extend() {
    later(0.05, 0.3);
    if (OfficeHours.day(at).isAfter(story.dueOn)) return;
    story.extended = true;
    LocalDate from = story.dueOn;
    story.dueOn = hours.addDays(from, story.opening.category().handlingDays());
    story.stay(
        at, "desk2", Move.EXTEND, say("work.extend"), Map.of("from", from.toString(), "to", story.dueOn.toString()));
  }

  private void ask(String by) {
    later(0.02, 0.2);
    String text = say("ask.facts");
    Instant asked = at;
    LocalDate stopped = OfficeHours.day(at);
    story.clockStoppedOn = stopped;
    story.stay(at, by, Move.ASK, text, Map.of());
    story.questions.add(new Story.Question(text, by, asked, null, null));
    at = at.plus(Duration.ofMinutes(random.nextInt(60, 60 * 60)));
    if (at.isAfter(now)) throw new NotYet();
    String answer = say("got.facts");
    story.questions.set(story.questions.size() - 1, new Story.Question(text, by, asked, answer, at));
    story.stay(at, story.opening.phone() == null ? by : "resident", Move.RESUME, null, Map.of());
    story.clockStoppedOn = null;
    for (LocalDate day = stopped; day.isBefore(OfficeHours.day(at)); day = day.plusDays(1)) {
      if (hours.isWorkingDay(day.plusDays(1))) story.dueOn = hours.addDays(story.dueOn, 1);
    }
    at = hours.after(at, 0.05);
    if (at.isAfter(now)) throw new NotYet();
  }

  private void reportPart(Story.Handling part) {
    if (part.lead || !part.state.equals("ACCEPTED")) return;
    part.state = "DONE";
    part.result = say("work");
    part.doneAt = at;
    story.stay(at, catalog.officer(part.department), Move.REPORT, null, Map.of("department", part.department));
  }

  private void finish(String by, @Nullable String department) {
    if (department != null) {
      Story.Handling lead = Objects.requireNonNull(story.handlings.get(department));
      lead.state = "DONE";
      lead.doneAt = at;
    }
    story.move(at, by, Move.FINISH, State.DONE, null, department == null ? Map.of() : Map.of("department", department));
    draft(by, department);
  }

  private void draft(String by, @Nullable String department) {
    Catalog.Policy policy = story.outcome == Outcome.POLICY ? policy() : null;
    String kind = phrases.isAboutAPlace(story.opening.category().code()) ? ".place" : ".person";
    String rule =
        switch (Objects.requireNonNull(story.outcome)) {
          case POLICY -> "reply.policy";
          case MICRO_PROJECT -> "reply.project";
          case WISH -> "reply.wish";
          case DECLINE -> "reply.decline";
          case ANSWER -> "reply.answer" + kind;
          case DEPARTMENT -> "reply";
        };
    var values = new HashMap<>(story.opening.values());
    values.put("declined", "{declined" + kind + "}");
    if (policy != null) {
      values.put("policy", policy.title());
      values.put("how", policy.how());
      values.put("where", policy.where());
      values.put("summary", policy.summary());
    }
    String body = phrases.say(story.opening.category().code(), rule, values, random);
    String text = say("open.answer") + body + (body.endsWith("。") ? "" : "。") + say("close.answer");
    story.answers.add(new Story.Answer(text, policy == null ? null : policy.code(), by, at));
    if (department != null) Objects.requireNonNull(story.handlings.get(department)).result = text;
  }

  /** The policy of this category whose keywords the words name most; null when they name none. */
  private Catalog.@Nullable Policy policy() {
    Catalog.Policy best = null;
    long most = 0;
    for (Catalog.Policy policy : policies.getOrDefault(story.opening.category().code(), List.of())) {
      long named = policy.keywordList().stream().filter(story.opening.words()::contains).count();
      if (named > most) {
        most = named;
        best = policy;
      }
    }
    return best;
  }

  private void decide() {
    later(0.1, 1.3);
    Story.Answer answer = story.answers.getLast();
    String approver = approverOtherThan(answer.draftedBy);
    answer.decidedBy = approver;
    answer.decidedAt = at;
    if (chance(0.05)) {
      answer.approved = false;
      answer.returnReason = "答复没有写明完成时间，请补充后再报";
      boolean department = story.outcome == Outcome.DEPARTMENT;
      if (department) takeUpAgain(lead());
      story.move(at, approver, Move.RETURN, department ? State.IN_DEPARTMENT : State.TRIAGED, answer.returnReason);
      later(0.1, 0.6);
      finish(answer.draftedBy, department ? lead() : null);
      decide();
      return;
    }
    answer.approved = true;
    story.move(at, approver, Move.APPROVE, State.ANSWERED, null);
  }

  private void takeUpAgain(String department) {
    Story.Handling handling = Objects.requireNonNull(story.handlings.get(department));
    handling.state = "ACCEPTED";
    handling.doneAt = null;
  }

  private void tell() {
    Story.Answer answer = story.answers.getLast();
    tellOne(answer, story);
    Story.Telling telling = answer.tellings.getLast();
    if (telling.at() == null || telling.by() == null) throw new NotYet();
    at = telling.at();
    story.move(at, telling.by(), Move.FEED_BACK, State.FED_BACK, null);
  }

  private void tellOne(Story.Answer answer, Story reporter) {
    Story.Opening opening = reporter.opening;
    String way = way(opening);
    Instant when =
        switch (way) {
          case "CALL", "VISIT" -> hours.after(at, 0.2 + 2.8 * random.nextDouble());
          default -> at.plusSeconds(random.nextInt(5, 90));
        };
    boolean done = !when.isAfter(now);
    boolean byStaff = way.equals("CALL") || way.equals("VISIT");
    String by = byStaff ? catalog.clerk(opening.village()) : "system";
    answer.tellings.add(
        new Story.Telling(
            reporter, way, done ? when : null, done ? by : null, done && byStaff ? say("work.toldby") : null));
  }

  /** As the application chooses it; now and then a text message cannot be delivered and somebody calls. */
  private String way(Story.Opening opening) {
    if (opening.phone() != null) return chance(0.12) ? "CALL" : "SMS";
    if (opening.channel() == Channel.SYSTEM) return "SYSTEM";
    return opening.channel() == Channel.RESIDENT || opening.anonymous() ? "PAGE" : "VISIT";
  }

  private void rate() {
    double dice = random.nextDouble();
    if (dice > 0.45) return;
    at = at.plus(Duration.ofMinutes(random.nextInt(30, 3 * 24 * 60)));
    if (at.isAfter(now)) throw new NotYet();
    int score = dice < 0.23 ? 5 : dice < 0.36 ? 4 : dice < 0.405 ? 3 : dice < 0.43 ? 2 : 1;
    String comment = say(score >= 4 ? "rate.good" : score == 3 ? "rate.fair" : "rate.poor");
    story.rating = score;
    var rating = new Story.Rating(score, comment, at);
    story.ratings.add(rating);
    if (score > 2) {
      story.move(at, "resident", Move.RATE, State.RATED, null, Map.of("score", score));
      return;
    }
    story.dueOn = hours.addDays(OfficeHours.day(at), story.opening.category().handlingDays());
    story.move(at, "resident", Move.RATE, State.UNDER_REVIEW, null, Map.of("score", score));
    review(rating);
  }

  /** Someone who neither drafted nor approved looks again. */
  private void review(Story.Rating rating) {
    later(0.4, 3);
    String reviewer = List.of("desk", "desk2", "leader2").stream().filter(this::answeredNothing).findFirst().orElseThrow();
    rating.reviewedBy = reviewer;
    rating.reviewedAt = at;
    boolean upheld = chance(0.55);
    rating.review = say(upheld ? "work.upheld" : "work.redone");
    if (upheld) {
      story.move(at, reviewer, Move.UPHOLD, State.RATED, rating.review);
    } else {
      story.dueOn = hours.addDays(OfficeHours.day(at), 1);
      story.escalationLevel = 0;
      story.outcome = null;
      story.move(at, reviewer, Move.REDO, State.RECEIVED, rating.review);
    }
  }

  private boolean answeredNothing(String user) {
    return story.answers.stream().noneMatch(answer -> user.equals(answer.draftedBy) || user.equals(answer.decidedBy));
  }

  private boolean reopen() {
    at = at.plus(Duration.ofHours(random.nextInt(20, 15 * 24)));
    if (at.isAfter(now)) throw new NotYet();
    story.reopened = true;
    story.dueOn = hours.addDays(OfficeHours.day(at), 1);
    story.escalationLevel = 0;
    story.outcome = null;
    story.move(at, "resident", Move.REOPEN, State.RECEIVED, say("reopen"));
    return true;
  }

  private void later(double fewestDays, double mostDays) {
    Instant next = hours.after(at, fewestDays + (Math.max(mostDays, fewestDays) - fewestDays) * random.nextDouble());
    if (next.isAfter(now)) throw new NotYet();
    at = next;
  }

  private void add(String by, String text, boolean internal) {
    story.additions.add(new Story.Addition(text, internal, by, at));
    story.stay(at, by, Move.ADD, null, Map.of("files", 0, "internal", internal));
  }

  private void picture(String kind, boolean after, String by, double chance) {
    Scenes.Scene scene =
        story.opening.address().contains("岔路口") ? Scenes.Scene.FORK : Scenes.of(story.opening.category().code());
    boolean wanted = kind.equals("AFTER") && !story.pictures.isEmpty() ? chance(0.85) : chance(chance);
    if (scene == null || !wanted) return;
    int variant = Math.floorMod(story.opening.number(), Scenes.VARIANTS);
    story.pictures.add(new Story.Picture(scene, variant, after, kind, by, at));
  }

  private String lead() {
    return Objects.requireNonNull(story.lead, "no department leads");
  }

  private String desk() {
    return chance(0.6) ? "desk" : "desk2";
  }

  private String approverOtherThan(String drafter) {
    String approver = chance(0.8) ? "desk" : "leader";
    return approver.equals(drafter) ? "desk2" : approver;
  }

  private String other(String department) {
    int place = WITHIN_ANOTHERS_REACH.indexOf(department);
    return WITHIN_ANOTHERS_REACH.get(Math.floorMod(place + 1, WITHIN_ANOTHERS_REACH.size()));
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private String say(String rule) {
    return phrases.say(story.opening.category().code(), rule, story.opening.values(), random);
  }
}
