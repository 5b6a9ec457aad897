package org.guanjia.requests;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.Deeds.AcceptanceJson;
import org.guanjia.requests.Deeds.AdditionJson;
import org.guanjia.requests.Deeds.ApprovalJson;
import org.guanjia.requests.Deeds.AssignmentJson;
import org.guanjia.requests.Deeds.ContinuationJson;
import org.guanjia.requests.Deeds.CorrectionJson;
import org.guanjia.requests.Deeds.DraftJson;
import org.guanjia.requests.Deeds.ExtensionJson;
import org.guanjia.requests.Deeds.HandOverJson;
import org.guanjia.requests.Deeds.MergeJson;
import org.guanjia.requests.Deeds.QuestionJson;
import org.guanjia.requests.Deeds.ReasonJson;
import org.guanjia.requests.Deeds.ResultJson;
import org.guanjia.requests.Deeds.RevealJson;
import org.guanjia.requests.Deeds.ReviewJson;
import org.guanjia.requests.Deeds.TellingJson;
import org.guanjia.requests.Deeds.TriageJson;
import org.guanjia.requests.Deeds.UserJson;
import org.guanjia.requests.Deeds.VersionJson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is done with a request, for programs: the deeds of the matter page under the same names, with the same permissions,
 * by the same services. Each answers with the request's line as it stands afterwards.
 */
@Tag(name = "Deeds", description = "What staff do with a request; each is done once for one Idempotency-Key.")
@RestController
@RequestMapping(path = "/api/v1/requests/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
class MatterApi {

  private static final String KEY = "Idempotency-Key";

  private final Matters matters;
  private final Triage triage;
  private final Handling handling;
  private final Answers answers;
  private final Tellings tellings;
  private final Questions questions;
  private final FollowUp followUp;
  private final Merging merging;
  private final Reviews reviews;
  private final Deadlines deadlines;
  private final Reveals reveals;
  private final Users users;
  private final Idempotency idempotency;

  MatterApi(
      Matters matters, Triage triage, Handling handling, Answers answers, Tellings tellings, Questions questions, FollowUp followUp,
      Merging merging, Reviews reviews, Deadlines deadlines, Reveals reveals, Users users,
      Idempotency idempotency) {
    this.matters = matters;
    this.triage = triage;
    this.handling = handling;
    this.answers = answers;
    this.tellings = tellings;
    this.questions = questions;
    this.followUp = followUp;
    this.merging = merging;
    this.reviews = reviews;
    this.deadlines = deadlines;
    this.reveals = reveals;
    this.users = users;
    this.idempotency = idempotency;
  }

  @Operation(summary = "Decide an outcome that the desk itself answers")
  @Allowed(Permission.REQUESTS_TRIAGE)
  @PostMapping("/triage")
  LineJson triage(@PathVariable String code, @RequestBody TriageJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> triage.decide(c, said.version(), said.chosen(), said.category(), said.reason(), said.policyIds()));
  }

  @Operation(summary = "Give it to departments; one leads")
  @Allowed(Permission.REQUESTS_TRIAGE)
  @PostMapping("/hand-over")
  LineJson handOver(@PathVariable String code, @RequestBody HandOverJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String lead = Texts.required("lead", said.lead());
    return moved(code, key, c -> triage.handOver(c, said.version(), said.category(), lead, said.helpers(), said.note()));
  }

  @Operation(summary = "Give it to a member of staff, or take it from whoever has it")
  @Allowed({Permission.REQUESTS_TRIAGE, Permission.REQUESTS_SUPERVISE, Permission.REQUESTS_HANDLE})
  @PostMapping("/assignment")
  LineJson assign(@PathVariable String code, @RequestBody AssignmentJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    known("assignee", said.assignee());
    return done(code, key, c -> triage.assign(c, said.version(), said.assignee()));
  }

  @Operation(summary = "Put a member of staff over it, who is reminded first when it is late")
  @Allowed(Permission.REQUESTS_SUPERVISE)
  @PostMapping("/supervisor")
  LineJson supervise(@PathVariable String code, @RequestBody UserJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    known("supervisor", said.supervisor());
    return done(code, key, c -> triage.supervise(c, said.version(), said.supervisor()));
  }

  @Operation(summary = "Correct title, category and place; what is left out is taken away, the category excepted")
  @Allowed(Permission.REQUESTS_TRIAGE)
  @PostMapping("/correction")
  LineJson correct(@PathVariable String code, @RequestBody CorrectionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String title = Texts.required("title", said.title(), Intake.TITLE_LENGTH_MAX);
    return done(code, key, c -> triage.correct(c, said.version(), title, said.category(), said.village(), said.address()));
  }

  @Operation(summary = "Ask the reporter for facts; the clock stands until the answer")
  @Allowed({Permission.REQUESTS_TRIAGE, Permission.REQUESTS_HANDLE})
  @PostMapping("/question")
  LineJson ask(@PathVariable String code, @RequestBody QuestionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> questions.ask(c, said.version(), Texts.required("question", said.question())));
  }

  @Operation(
      summary = "Go on: with the reporter's answer to the open questions, or without it for a reason",
      description = "A system that brought the request gives the answer; only the desk goes on without one.")
  @Allowed({Permission.REQUESTS_TRIAGE, Permission.REQUESTS_RECORD})
  @PostMapping("/continuation")
  LineJson goOn(@PathVariable String code, @RequestBody ContinuationJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String answer = said.answer();
    if (answer != null) return done(code, key, c -> questions.answer(c, answer));
    if (!Callers.viewer().may(Permission.REQUESTS_TRIAGE)) throw new InvalidInput("answer", "requests.error.required");
    return done(code, key, c -> questions.goOnWithout(c, said.version(), Texts.required("reason", said.reason())));
  }

  @Operation(summary = "Add facts and pictures", description = "Internal ones are for staff alone; a system's are never internal.")
  @Allowed({Permission.REQUESTS_RECORD, Permission.REQUESTS_TRIAGE, Permission.REQUESTS_HANDLE})
  @PostMapping("/addition")
  LineJson add(@PathVariable String code, @RequestBody AdditionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    boolean internal = Boolean.TRUE.equals(said.internal());
    if (internal && Callers.viewer().role() == Role.OTHER_SYSTEM) throw new InvalidInput("internal", "api.error.internal");
    return done(code, key, c -> followUp.add(c, said.text() == null ? "" : said.text(), said.fileIds(), internal));
  }

  @Operation(summary = "Merge it into another request, which then carries it along")
  @Allowed(Permission.REQUESTS_TRIAGE)
  @PostMapping("/merge")
  LineJson merge(@PathVariable String code, @RequestBody MergeJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String into = ReceiptCode.parse(Texts.required("into", said.into())).orElseThrow(() -> new InvalidInput("into", "api.error.into"));
    matters.line(into).orElseThrow(() -> new InvalidInput("into", "api.error.into"));
    return done(code, key, c -> merging.merge(c, said.version(), into));
  }

  @Operation(summary = "Take a merge back")
  @Allowed(Permission.REQUESTS_TRIAGE)
  @PostMapping("/unmerge")
  LineJson unmerge(@PathVariable String code, @RequestBody VersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> merging.undo(c, said.version()));
  }

  @Operation(summary = "The caller's department takes it on")
  @Allowed(Permission.REQUESTS_HANDLE)
  @PostMapping("/acceptance")
  LineJson accept(@PathVariable String code, @RequestBody AcceptanceJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String department = Callers.department();
    return moved(code, key, c -> handling.accept(c, said.version(), department));
  }

  @Operation(summary = "The caller's department refuses it, with a reason")
  @Allowed(Permission.REQUESTS_HANDLE)
  @PostMapping("/refusal")
  LineJson refuse(@PathVariable String code, @RequestBody ReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String department = Callers.department();
    return done(code, key, c -> handling.refuse(c, said.version(), department, Texts.required("reason", said.reason())));
  }

  @Operation(summary = "The caller's department reports what it did; the lead's report is the draft of the answer")
  @Allowed(Permission.REQUESTS_HANDLE)
  @PostMapping("/result")
  LineJson report(@PathVariable String code, @RequestBody ResultJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String department = Callers.department();
    String result = Texts.required("result", said.result(), Answers.TEXT_LENGTH_MAX);
    return moved(code, key, c -> handling.report(c, said.version(), department, result, said.files()));
  }

  @Operation(summary = "The desk drafts the answer of a request it kept")
  @Allowed(Permission.REQUESTS_TRIAGE)
  @PostMapping("/draft")
  LineJson draft(@PathVariable String code, @RequestBody DraftJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String text = Texts.required("text", said.text(), Answers.TEXT_LENGTH_MAX);
    return done(code, key, c -> answers.draft(c, said.version(), text, said.policy()));
  }

  @Operation(summary = "Approve the draft, in mended words if wanted; its drafter cannot")
  @Allowed(Permission.REQUESTS_APPROVE)
  @PostMapping("/approval")
  LineJson approve(@PathVariable String code, @RequestBody ApprovalJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> answers.approve(c, said.version(), said.text()));
  }

  @Operation(summary = "Send the draft back with a reason")
  @Allowed(Permission.REQUESTS_APPROVE)
  @PostMapping("/return")
  LineJson giveBack(@PathVariable String code, @RequestBody ReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> answers.giveBack(c, said.version(), Texts.required("reason", said.reason())));
  }

  @Operation(summary = "The reporter of this request has been told the answer")
  @Allowed(Permission.REQUESTS_TELL)
  @PostMapping("/telling")
  LineJson tell(@PathVariable String code, @RequestBody TellingJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> tellings.told(c, said.chosen(), said.remark()));
  }

  @Operation(summary = "Review a dissatisfied reporter's request: the answer stands, or it must be done again")
  @Allowed(Permission.REQUESTS_SUPERVISE)
  @PostMapping("/review")
  LineJson review(@PathVariable String code, @RequestBody ReviewJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String review = Texts.required("review", said.review());
    return switch (said.chosen()) {
      case UPHOLD -> done(code, key, c -> reviews.uphold(c, said.version(), review));
      case REDO -> done(code, key, c -> reviews.redo(c, said.version(), review));
    };
  }

  @Operation(summary = "Extend the deadline, once")
  @Allowed(Permission.REQUESTS_SUPERVISE)
  @PostMapping("/extension")
  LineJson extend(@PathVariable String code, @RequestBody ExtensionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    String reason = Texts.required("reason", said.reason());
    return done(code, key, c -> deadlines.extend(c, said.version(), said.days(), reason));
  }

  @Operation(summary = "Say why it is late")
  @Allowed({Permission.REQUESTS_TRIAGE, Permission.REQUESTS_HANDLE, Permission.REQUESTS_SUPERVISE})
  @PostMapping("/explanation")
  LineJson explain(@PathVariable String code, @RequestBody ReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return done(code, key, c -> deadlines.explain(c, said.version(), Texts.required("reason", said.reason())));
  }

  @Operation(summary = "See who reported it, unmasked, for a purpose that the audit log keeps")
  @Allowed(Permission.PERSONAL_REVEAL)
  @PostMapping("/reveal")
  Reveals.Person reveal(@PathVariable String code, @RequestBody RevealJson said) {
    return reveals.reveal(Callers.code(code), said.chosen());
  }

  private void known(String field, @Nullable String userId) {
    if (userId != null && users.find(userId).filter(Users.UserCard::enabled).isEmpty()) throw new InvalidInput(field, "api.error.unknownUser");
  }

  @FunctionalInterface
  private interface Deed {
    void on(String code);
  }

  /** Does it once for that key, as far as the caller sees; the line is read in the same transaction. */
  private LineJson done(String address, @Nullable String key, Deed deed) {
    return moved(
        address,
        key,
        code -> {
          deed.on(code);
          return line(code);
        });
  }

  /** As {@link #done}, where the move itself knows the line after it. */
  private LineJson moved(String address, @Nullable String key, Function<String, MatterLine> move) {
    String code = Callers.code(address);
    Viewer viewer = Callers.viewer();
    return Callers.within(
        viewer,
        () -> {
          var after = new AtomicReference<@Nullable MatterLine>();
          idempotency.once(
              key,
              () -> {
                after.set(move.apply(code));
                return code;
              });
          MatterLine line = after.get();
          return LineJson.of(line == null ? line(code) : line);
        });
  }

  private MatterLine line(String code) {
    return matters.line(code).orElseThrow(() -> new NoSuchRequest(code));
  }
}
