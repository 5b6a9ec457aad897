package org.guanjia.open311;

import static org.guanjia.open311.db.Tables.SUBMISSION;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.guanjia.open311.Refused.Fault;
import org.guanjia.open311.db.tables.records.SubmissionRecord;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.web.Messages;
import org.guanjia.requests.Catalogue;
import org.guanjia.requests.Catalogue.Category;
import org.guanjia.requests.Catalogue.Department;
import org.guanjia.requests.Outline;
import org.guanjia.requests.Outlines;
import org.guanjia.requests.Outlines.Said;
import org.guanjia.requests.State;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Requests as this door tells of them: what anybody may know, and to the system that brought one also what it wrote. */
@Service
class ToldRequests {

  private final DSLContext sql;
  private final Outlines outlines;
  private final Services services;
  private final Catalogue catalogue;
  private final Places places;
  private final Messages messages;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ToldRequests(
      DSLContext sql, Outlines outlines, Services services, Catalogue catalogue, Places places, Messages messages,
      TransactionTemplate transactions, Clock clock) {
    this.sql = sql;
    this.outlines = outlines;
    this.services = services;
    this.catalogue = catalogue;
    this.places = places;
    this.messages = messages;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What a system sent with a request, and what it was answered. */
  private record Own(@Nullable String description, @Nullable String mediaUrl, @Nullable String answer) {}

  /** Names for the codes in requests, in the reader's language. */
  private record Names(Map<String, Category> categories, Map<String, String> departments, Locale locale) {
    String category(String code) {
      Category known = categories.get(code);
      return known == null ? code : known.nameIn(locale);
    }
  }

  private record Found(List<Outline> outlines, Names names) {}

  /** The requests that are asked for, the latest first. */
  List<ObjectNode> list(HttpServletRequest request, Caller caller) {
    RequestsQuery query = RequestsQuery.of(request, clock.instant());
    return told(
        caller,
        withheld ->
            query.ids().isEmpty()
                ? outlines.list(query.range(), withheld, query.skip(), query.size())
                : outlines.find(query.ids(), withheld));
  }

  /**
   * One request.
   *
   * @throws Refused when there is none of that id
   */
  ObjectNode one(String id, Caller caller) {
    return told(caller, withheld -> outlines.find(List.of(id), withheld)).stream()
        .findFirst()
        .orElseThrow(() -> new Refused(Fault.of(Refused.NOT_FOUND, "open311.error.request", id)));
  }

  /**
   * The request behind a token. Ours are known at once, so that an id is its own token; a system that lost our answer asks with the
   * Idempotency-Key it had sent.
   *
   * @throws Refused when there is none
   */
  ObjectNode token(String token, Caller caller) {
    String id =
        told(caller, withheld -> outlines.find(List.of(token), withheld)).stream()
            .findFirst()
            .map(found -> found.get("service_request_id").asString())
            .or(() -> Optional.ofNullable(caller.key()).flatMap(system -> sent(system, token)))
            .orElseThrow(() -> new Refused(Fault.of(Refused.NOT_FOUND, "open311.error.token", token)));
    return Answer.NODES.objectNode().put("service_request_id", id).put("token", Answer.text(token));
  }

  private Optional<String> sent(Viewer system, String externalId) {
    return Caller.as(
        system,
        () ->
            Objects.requireNonNull(
                transactions.execute(
                    status ->
                        sql.select(SUBMISSION.REQUEST_CODE)
                            .from(SUBMISSION)
                            .where(SUBMISSION.TOWN.eq(system.town()))
                            .and(SUBMISSION.SYSTEM.eq(system.name()))
                            .and(SUBMISSION.EXTERNAL_ID.eq(externalId))
                            .fetchOptional(SUBMISSION.REQUEST_CODE))));
  }

  private List<ObjectNode> told(Caller caller, Function<Set<String>, List<Outline>> search) {
    Found found =
        caller.asAnybody(
            () -> Objects.requireNonNull(transactions.execute(status -> new Found(search.apply(services.withheld()), names(caller.locale())))));
    Viewer system = caller.key();
    Map<String, Own> own = system == null || found.outlines().isEmpty() ? Map.of() : own(system, found.outlines());
    return caller.asAnybody(() -> found.outlines().stream().map(outline -> told(outline, found.names(), own.get(outline.code()))).toList());
  }

  private Names names(Locale locale) {
    return new Names(
        catalogue.categories().stream().collect(Collectors.toMap(Category::code, Function.identity())),
        catalogue.departments().stream().collect(Collectors.toMap(Department::code, Department::name)), locale);
  }

  private ObjectNode told(Outline outline, Names names, @Nullable Own own) {
    return Answer.NODES.objectNode()
        .put("service_request_id", outline.code())
        .put("status", outline.state().open() ? "open" : "closed")
        .put("status_notes", notes(outline, names, own))
        .put("service_name", Answer.text(names.category(outline.category())))
        .put("service_code", outline.category())
        .put("description", description(own != null ? own.description() : outline.published() == null ? null : outline.published().asked()))
        .put("agency_responsible", Answer.text(outline.departments().stream().map(names.departments()::get).findFirst().orElse(null)))
        .put("service_notice", (String) null)
        .put("requested_datetime", Moments.of(outline.receivedAt()))
        .put("updated_datetime", Moments.of(outline.changedAt()))
        .put("expected_datetime", Moments.endOf(outline.dueOn()))
        .put("address", Answer.text(address(outline.village(), names.locale())))
        .put("address_id", outline.village())
        .put("zipcode", (String) null)
        .put("lat", outline.latitude())
        .put("long", outline.longitude())
        .put("media_url", own == null ? null : own.mediaUrl());
  }

  /**
   * Where it stands; to the system that brought it, the answer itself once there is one, because whoever left no number is told that way; to others
   * the answer that was published, unless the request was taken up again since.
   */
  private @Nullable String notes(Outline outline, Names names, @Nullable Own own) {
    boolean closed = !outline.state().open();
    String answer = null;
    if (own != null && (closed || outline.state() == State.ANSWERED)) answer = own.answer();
    if (own == null && closed && outline.published() != null) answer = outline.published().became();
    return Answer.text(answer != null ? answer : messages.text(names.locale(), "follow.state." + outline.state()));
  }

  /** Published words may be longer than the specification lets a description be. */
  private static @Nullable String description(@Nullable String words) {
    String text = Answer.text(words);
    if (text == null || text.length() <= Submission.DESCRIPTION_LENGTH_MAX) return text;
    int end = Character.isHighSurrogate(text.charAt(Submission.DESCRIPTION_LENGTH_MAX - 2)) ? Submission.DESCRIPTION_LENGTH_MAX - 2 : Submission.DESCRIPTION_LENGTH_MAX - 1;
    return text.substring(0, end) + "…";
  }

  private @Nullable String address(@Nullable String village, Locale locale) {
    return village == null ? null : places.village(village).map(known -> known.name(locale)).orElse(null);
  }

  /** What that system brought of these, by code: read as that system, so that row-level security holds the words of others back. */
  private Map<String, Own> own(Viewer system, List<Outline> found) {
    List<String> codes = found.stream().map(Outline::code).toList();
    return Caller.as(system, () -> Objects.requireNonNull(transactions.execute(status -> brought(system, codes))));
  }

  private Map<String, Own> brought(Viewer system, List<String> codes) {
    Map<String, SubmissionRecord> sent =
        sql.selectFrom(SUBMISSION)
            .where(SUBMISSION.TOWN.eq(system.town()))
            .and(SUBMISSION.REQUEST_CODE.in(codes))
            .and(SUBMISSION.SYSTEM.eq(system.name()))
            .limit(Outlines.MOST)
            .fetchMap(SUBMISSION.REQUEST_CODE);
    Map<String, Said> said = outlines.said(sent.keySet());
    return said.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> own(Objects.requireNonNull(sent.get(entry.getKey())), entry.getValue())));
  }

  private static Own own(SubmissionRecord sent, Said said) {
    boolean whole = sent.getDescriptionLength() <= said.words().length();
    return new Own(whole ? said.words().substring(0, sent.getDescriptionLength()) : null, sent.getMediaUrl(), said.answer());
  }
}
