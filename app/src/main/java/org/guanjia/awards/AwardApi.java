package org.guanjia.awards;

import static org.guanjia.awards.AwardBodies.blankToNull;
import static org.guanjia.awards.AwardBodies.given;
import static org.guanjia.awards.AwardBodies.month;
import static org.guanjia.awards.AwardBodies.text;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.guanjia.awards.AwardBodies.*;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is done with one award, for programs: the same deeds as on its page. */
@Tag(name = "Awards")
@RestController
@RequestMapping(path = "/api/v1/awards/{id:[0-9]+}", produces = MediaType.APPLICATION_JSON_VALUE)
class AwardApi {

  private static final String KEY = AwardsApi.KEY;

  private final Awards awards;
  private final Applications applications;
  private final Approvals approvals;
  private final Objections objections;
  private final Appeals appeals;
  private final Idempotency idempotency;

  AwardApi(Awards awards, Applications applications, Approvals approvals, Objections objections, Appeals appeals, Idempotency idempotency) {
    this.awards = awards;
    this.applications = applications;
    this.approvals = approvals;
    this.objections = objections;
    this.appeals = appeals;
    this.idempotency = idempotency;
  }

  @Operation(summary = "Bring papers")
  @Allowed(Permission.AWARDS_APPLY)
  @PostMapping("/papers")
  Award papers(@PathVariable long id, @RequestBody PapersJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> applications.addEvidence(id, Objects.requireNonNullElse(said.files(), List.of()), blankToNull(said.proves()), blankToNull(said.note())));
  }

  @Operation(summary = "Take a paper out again that does not belong there")
  @Allowed(Permission.AWARDS_APPLY)
  @PostMapping("/papers/{paper:[0-9]+}/removal")
  Award takeOut(@PathVariable long id, @PathVariable long paper, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> applications.removeEvidence(id, paper));
  }

  @Operation(summary = "Tell the person which papers are missing")
  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK})
  @PostMapping("/paper-request")
  Award ask(@PathVariable long id, @RequestBody AwardWordsJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    return done(key, id, () -> applications.askPapers(id, version, said.words()));
  }

  @Operation(summary = "Another first month, before it is checked")
  @Allowed(Permission.AWARDS_APPLY)
  @PostMapping("/correction")
  Award correct(@PathVariable long id, @RequestBody MonthJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    YearMonth from = month("from", said.from());
    return done(key, id, () -> applications.correct(id, version, from));
  }

  @Operation(summary = "Taken back by whoever asked")
  @Allowed(Permission.AWARDS_APPLY)
  @PostMapping("/withdrawal")
  Award withdraw(@PathVariable long id, @RequestBody AwardReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    return done(key, id, () -> applications.withdraw(id, version, text(said.reason())));
  }

  @Operation(summary = "Write down what the check found; it must be what the rules say")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/check")
  Award check(@PathVariable long id, @RequestBody CheckJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    return done(key, id, () -> approvals.check(id, version, said.finding(), said.words()));
  }

  @Operation(summary = "Back to be checked again")
  @Allowed({Permission.AWARDS_CHECK, Permission.AWARDS_APPROVE})
  @PostMapping("/return")
  Award giveBack(@PathVariable long id, @RequestBody AwardReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    return done(key, id, () -> approvals.giveBack(id, version, text(said.reason())));
  }

  @Operation(summary = "Put it on the public list for the programme's working days")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/publication")
  Award publish(@PathVariable long id, @RequestBody AwardVersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    return done(key, id, () -> approvals.publish(id, version));
  }

  @Operation(summary = "Approve; above the caller's limit a second approves after that")
  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping("/approval")
  Award approve(@PathVariable long id, @RequestBody AwardVersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    return done(key, id, () -> approvals.approve(id, version));
  }

  @Operation(summary = "The first of two takes the approval back")
  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping("/approval/undo")
  Award undo(@PathVariable long id, @RequestBody AwardVersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    return done(key, id, () -> approvals.undoApproval(id, version));
  }

  @Operation(summary = "Refuse, with the reason that the person is told")
  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping("/refusal")
  Award refuse(@PathVariable long id, @RequestBody AwardReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    return done(key, id, () -> approvals.refuse(id, version, text(said.reason())));
  }

  @Operation(summary = "What was said against a publication, the latest first")
  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK, Permission.AWARDS_APPROVE})
  @GetMapping("/objections")
  List<Objections.Objection> objections(@PathVariable long id) {
    awards.find(id).orElseThrow(() -> new NoSuchAward(id));
    return objections.of(id);
  }

  @Operation(summary = "Take an objection down")
  @Allowed(Permission.AWARDS_APPLY)
  @PostMapping("/objections")
  Award object(@PathVariable long id, @RequestBody ObjectionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(key, id, () -> objections.object(id, false, text(said.words()), blankToNull(said.objector()), blankToNull(said.phone())));
  }

  @Operation(summary = "Answer an objection; one that is right asks for another check")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/objections/{objection:[0-9]+}/answer")
  Award answer(@PathVariable long id, @PathVariable long objection, @RequestBody AnswerJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    boolean upheld = given("upheld", said.upheld());
    return done(key, id, () -> objections.answer(id, objection, upheld, text(said.words())));
  }

  @Operation(summary = "Pay nothing from a month on, though the award stands")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/suspension")
  Award suspend(@PathVariable long id, @RequestBody SuspensionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    YearMonth from = month("from", said.from());
    return done(key, id, () -> awards.suspend(id, version, from, said.until(), text(said.reason())));
  }

  @Operation(summary = "Another day on which to look again")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/suspension/prolongation")
  Award prolong(@PathVariable long id, @RequestBody ProlongationJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    LocalDate until = given("until", said.until());
    return done(key, id, () -> awards.prolong(id, version, until, text(said.reason())));
  }

  @Operation(summary = "Pay again from a month on; makeGood pays what was held back as well")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/resumption")
  Award resume(@PathVariable long id, @RequestBody ResumptionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    YearMonth from = month("from", said.from());
    return done(key, id, () -> awards.resume(id, version, from, said.makeGood(), said.reason()));
  }

  @Operation(summary = "Pay nothing any more after a month")
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/end")
  Award end(@PathVariable long id, @RequestBody EndJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    YearMonth last = month("lastMonth", said.lastMonth());
    Award.EndReason reason = given("reason", said.reason());
    return done(key, id, () -> awards.end(id, version, reason, last, said.words()));
  }

  @Operation(summary = "Appeals, the latest first")
  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK, Permission.AWARDS_APPROVE})
  @GetMapping("/appeals")
  List<Appeals.Appeal> appeals(@PathVariable long id) {
    awards.find(id).orElseThrow(() -> new NoSuchAward(id));
    return appeals.of(id);
  }

  @Operation(summary = "Take an appeal down against a refusal, a suspension or an end")
  @Allowed(Permission.AWARDS_APPLY)
  @PostMapping("/appeals")
  Award appeal(@PathVariable long id, @RequestBody AppealJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    return done(key, id, () -> appeals.take(id, version, text(said.words()), said.madeOn()));
  }

  @Operation(summary = "Decide the appeal that is open; by somebody who has decided nothing about the award before")
  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping("/decision")
  Award decide(@PathVariable long id, @RequestBody DecisionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = given("version", said.version());
    boolean granted = given("granted", said.granted());
    return done(key, id, () -> appeals.decide(id, version, granted, text(said.words())));
  }

  private Award done(@Nullable String key, long id, Runnable work) {
    idempotency.once(key, () -> {
      work.run();
      return "done";
    });
    return awards.find(id).orElseThrow(() -> new NoSuchAward(id));
  }
}
