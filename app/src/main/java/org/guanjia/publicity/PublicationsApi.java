package org.guanjia.publicity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Publications for programs: read what waits and how it would go out, then publish exactly that, keep it back or take it back. */
@Tag(name = "Publications", description = "What waits for a look before it goes onto the public site; each deed is done once for one Idempotency-Key.")
@RestController
@Allowed(Permission.PUBLICITY_EDIT)
@RequestMapping(path = "/api/v1/publications", produces = MediaType.APPLICATION_JSON_VALUE)
class PublicationsApi {

  private static final String KEY = "Idempotency-Key";

  private final Publications publications;
  private final PublicationWork work;
  private final Idempotency idempotency;

  PublicationsApi(Publications publications, PublicationWork work, Idempotency idempotency) {
    this.publications = publications;
    this.work = work;
    this.idempotency = idempotency;
  }

  /** @param next value of {@code after} for the next page; null at the end */
  record PublicationsJson(List<Publication> publications, @Nullable String next) {}

  /** @param key under which {@code show} lets it stay */
  record PublicationDetailJson(String part, int start, int end, PersonalDetail.Kind kind, String text, String key, boolean blackedOut) {}

  /**
   * A look: the original beside what would go out.
   *
   * @param seen send it back to publish exactly these texts
   * @param source send it back, so that a change of the original is noticed
   */
  record PublicationLookJson(
      Publication publication, String originalTitle, String originalAsked, String originalBecame, Photos originalPhotos, String title, String asked, String became, List<PublicationDetailJson> details,
      String seen, String source, boolean finished) {

    static PublicationLookJson of(Publication publication, Look look) {
      List<PublicationDetailJson> details =
          look.parts().stream()
              .flatMap(part -> part.marks().stream().map(mark -> new PublicationDetailJson(
                  part.name(), mark.detail().start(), mark.detail().end(), mark.detail().kind(), mark.detail().of(part.text()), mark.key(), !mark.shown())))
              .toList();
      Original original = look.original();
      return new PublicationLookJson(
          publication, original.title(), original.asked(), original.became(), original.photos(), look.title(), look.asked(), look.became(), details, look.seen(), original.digest(),
          original.finished());
    }
  }

  /** Texts left out stay as in the original; of the request's photos those named go out, none when there are none; {@code seen} and {@code source} are needed to publish. */
  record PublicationDecisionJson(
      @Nullable String title, @Nullable String asked, @Nullable String became, @Nullable Set<String> show, @Nullable List<String> words, @Nullable Boolean pictures,
      @Nullable Set<UUID> photos, @Nullable String seen, @Nullable String source, @Nullable Integer version) {

    LookForm form(Original original) {
      return new LookForm(
          Objects.requireNonNullElse(title, original.title()), Objects.requireNonNullElse(asked, original.asked()), Objects.requireNonNullElse(became, original.became()),
          show == null ? Set.of() : show, words == null ? List.of() : words.stream().filter(word -> !word.isBlank()).limit(LookForm.WORDS_MAX).toList(),
          !Boolean.FALSE.equals(pictures), photos == null ? Set.of() : photos, seen, source);
    }
  }

  record PublicationReasonJson(@Nullable String reason, @Nullable Integer version) {}

  @Operation(summary = "Publications in a state, the oldest proposal first; read on with after=next")
  @GetMapping
  PublicationsJson list(
      @RequestParam(defaultValue = "PROPOSED") PublicationState state, @RequestParam(defaultValue = "false") boolean again,
      @RequestParam(required = false) @Nullable PublicationKind kind, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "20") int size) {
    PublicationWork.Lines lines = work.list(new PublicationWork.Filter(state, again, kind, village), after, size);
    return new PublicationsJson(lines.publications(), lines.next());
  }

  @Operation(summary = "One publication: the original beside what would go out")
  @GetMapping("/{id}")
  PublicationLookJson look(@PathVariable long id) {
    Publication publication = found(id);
    return PublicationLookJson.of(publication, publications.look(publication, null));
  }

  @Operation(summary = "What would go out with these changes; nothing is kept")
  @PostMapping("/{id}/preview")
  PublicationLookJson preview(@PathVariable long id, @RequestBody PublicationDecisionJson decision) {
    Publication publication = found(id);
    Original original = publications.look(publication, null).original();
    return PublicationLookJson.of(publication, publications.look(publication, decision.form(original)));
  }

  @Operation(summary = "Publish the texts that were seen; 409 when anything has changed since")
  @PostMapping("/{id}/publication")
  Publication publish(@PathVariable long id, @RequestBody PublicationDecisionJson decision, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    Original original = publications.look(found(id), null).original();
    int version = Objects.requireNonNullElse(decision.version(), -1);
    once(key, () -> publications.publish(id, version, decision.form(original)));
    return found(id);
  }

  @Operation(summary = "Decide, with a reason, that it does not go out")
  @PostMapping("/{id}/keeping-back")
  Publication keepBack(@PathVariable long id, @RequestBody PublicationReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    found(id);
    once(key, () -> publications.keepBack(id, said.version(), said.reason()));
    return found(id);
  }

  @Operation(summary = "Take it off the public site, with a reason")
  @PostMapping("/{id}/withdrawal")
  Publication withdraw(@PathVariable long id, @RequestBody PublicationReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    found(id);
    once(key, () -> publications.withdraw(id, said.version(), said.reason()));
    return found(id);
  }

  @Operation(summary = "Lay it before a person again")
  @PostMapping("/{id}/proposal")
  Publication propose(@PathVariable long id, @RequestBody PublicationReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    found(id);
    once(key, () -> publications.proposeAgain(id, said.version()));
    return found(id);
  }

  private void once(@Nullable String key, Runnable deed) {
    idempotency.once(key, () -> {
      deed.run();
      return "done";
    });
  }

  private Publication found(long id) {
    return work.find(id).orElseThrow(() -> new PublicationProblem.Unknown(id));
  }
}
