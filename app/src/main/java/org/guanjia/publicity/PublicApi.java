package org.guanjia.publicity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.guanjia.platform.access.Open;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The public site for programs, without a key. Read slowly: beyond the limit of a network the answer is 429 with Retry-After. */
@Tag(name = "Public", description = "What was asked and what became of it, projects, figures of the year; open to everybody, no key needed.")
@RestController
@Open
@RequestMapping(path = "/api/v1/public", produces = MediaType.APPLICATION_JSON_VALUE)
class PublicApi {

  private final PublicSite site;
  private final PublicFigures figures;

  PublicApi(PublicSite site, PublicFigures figures) {
    this.site = site;
    this.figures = figures;
  }

  /**
   * A publication.
   *
   * @param asked what was asked, or what a project was needed for
   * @param became what became of it
   * @param costFen in whole fen
   * @param before addresses of a project's pictures
   * @param photosBefore addresses of a request's pictures
   * @param reopened its source was taken up again since
   */
  record PublicationJson(
      long id, PublicationKind kind, String title, String asked, String became, @Nullable String category, @Nullable String village, LocalDate askedOn, LocalDate doneOn,
      @Nullable String projectKind, @Nullable Integer benefiting, @Nullable Long costFen, @Nullable String before, @Nullable String after,
      List<String> photosBefore, List<String> photosAfter,
      @Nullable Instant publishedAt, @Nullable Instant changedAt, boolean reopened, String page) {

    static PublicationJson of(Publication p) {
      return new PublicationJson(
          p.id(), p.kind(), p.title(), p.asked(), p.became(), p.category(), p.village(), p.askedOn(), p.doneOn(), p.projectKind(), p.benefiting(), p.costFen(),
          p.beforeFile() == null ? null : p.href() + "/before.jpg", p.afterFile() == null ? null : p.href() + "/after.jpg", addresses(p, p.photos().before()),
          addresses(p, p.photos().after()), p.publishedAt(), p.changedAt(), p.reopened(),
          p.href());
    }

    private static List<String> addresses(Publication p, List<UUID> photos) {
      return photos.stream().map(p::photo).toList();
    }
  }

  /** @param next value of {@code after} for the next page; null at the end */
  record PublicPageJson(List<PublicationJson> items, @Nullable String next) {}

  @Operation(summary = "Published requests, the latest done first; read on with after=next")
  @GetMapping("/requests")
  ResponseEntity<PublicPageJson> requests(
      @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String category, @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "20") int size) {
    return list(PublicFilter.of(PublicationKind.REQUEST, q, village, category, null, year), after, size);
  }

  @Operation(summary = "Published projects, the latest done first; read on with after=next")
  @GetMapping("/projects")
  ResponseEntity<PublicPageJson> projects(
      @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String kind, @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "20") int size) {
    return list(PublicFilter.of(PublicationKind.PROJECT, q, village, null, kind, year), after, size);
  }

  @Operation(summary = "One published request")
  @GetMapping("/requests/{id}")
  ResponseEntity<PublicationJson> request(@PathVariable String id) {
    return one(PublicationKind.REQUEST, id);
  }

  @Operation(summary = "One published project")
  @GetMapping("/projects/{id}")
  ResponseEntity<PublicationJson> project(@PathVariable String id) {
    return one(PublicationKind.PROJECT, id);
  }

  @Operation(summary = "A year's figures by village, and what was promised")
  @GetMapping("/figures")
  ResponseEntity<PublicFigures.Year> figures(@RequestParam(required = false) @Nullable String year) {
    return cached(figures.of(year != null && year.matches("20\\d\\d") ? Integer.valueOf(year) : null));
  }

  private ResponseEntity<PublicPageJson> list(PublicFilter filter, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PublicSite.PAGE_SIZE_MAX);
    List<Publication> found = site.whole(filter, after, most + 1);
    boolean more = found.size() > most;
    List<Publication> shown = more ? found.subList(0, most) : found;
    return cached(new PublicPageJson(shown.stream().map(PublicationJson::of).toList(), more ? PublicSite.cursor(shown.getLast()) : null));
  }

  private ResponseEntity<PublicationJson> one(PublicationKind kind, String id) {
    if (!id.matches("\\d{1,18}")) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    return cached(site.find(kind, Long.parseLong(id)).map(PublicationJson::of).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
  }

  private static <T> ResponseEntity<T> cached(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic()).body(body);
  }
}
