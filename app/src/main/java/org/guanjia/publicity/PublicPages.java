package org.guanjia.publicity;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The public site: what was asked and what became of it, projects before and after, the year's figures against the promise. */
@RestController
@Open
class PublicPages {

  private final PublicSite site;
  private final PublicFigures figures;
  private final PublicWords words;
  private final VisitCounter visits;
  private final ShareImages shares;
  private final StoredFiles files;
  private final FileAnswer fileAnswer;
  private final Templates templates;
  private final Clock clock;

  PublicPages(
      PublicSite site, PublicFigures figures, PublicWords words, VisitCounter visits, ShareImages shares, StoredFiles files, FileAnswer fileAnswer, Templates templates,
      Clock clock) {
    this.site = site;
    this.figures = figures;
    this.words = words;
    this.visits = visits;
    this.shares = shares;
    this.files = files;
    this.fileAnswer = fileAnswer;
    this.templates = templates;
    this.clock = clock;
  }

  @GetMapping("/public")
  ResponseEntity<JteModel> requests(
      Page page, @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String category, @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String after) {
    PublicFilter filter = PublicFilter.of(PublicationKind.REQUEST, q, village, category, null, year);
    return page(templates.publicityRequests(page, view(page, filter, after)));
  }

  @GetMapping("/public/projects")
  ResponseEntity<JteModel> projects(
      Page page, @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String kind, @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String after) {
    PublicFilter filter = PublicFilter.of(PublicationKind.PROJECT, q, village, null, kind, year);
    return page(templates.publicityProjects(page, view(page, filter, after)));
  }

  @GetMapping("/public/requests/{id}")
  ResponseEntity<JteModel> request(Page page, @PathVariable String id) {
    Publication found = found(PublicationKind.REQUEST, id);
    return page(templates.publicityRequest(page, found, site.related(found), words.names(page.locale()), address(found.href())));
  }

  @GetMapping("/public/projects/{id}")
  ResponseEntity<JteModel> project(Page page, @PathVariable String id, @RequestParam(defaultValue = "") String from) {
    Publication found = found(PublicationKind.PROJECT, id);
    if (from.equals("poster") && page.viewer() == null) visits.cameByPoster(found);
    return page(templates.publicityProject(page, found, site.related(found), words.names(page.locale()), address(found.href())));
  }

  @GetMapping("/public/figures")
  ResponseEntity<JteModel> figures(Page page, @RequestParam(required = false) @Nullable String year) {
    Integer wanted = year != null && year.matches("20\\d\\d") ? Integer.valueOf(year) : null;
    return page(templates.publicityFigures(page, figures.of(wanted), words.names(page.locale())));
  }

  /** Before and after of a project, to everybody. */
  @GetMapping("/public/projects/{id}/{which:before|after}.jpg")
  ResponseEntity<Resource> picture(@PathVariable String id, @PathVariable String which, @RequestParam(required = false) @Nullable String size) {
    Publication found = found(PublicationKind.PROJECT, id);
    var fileId = which.equals("before") ? found.beforeFile() : found.afterFile();
    if (fileId == null) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    return picture(fileId, size);
  }

  /** A photo of a request that somebody chose to publish. */
  @GetMapping("/public/requests/{id}/photos/{file}.jpg")
  ResponseEntity<Resource> photo(@PathVariable String id, @PathVariable UUID file, @RequestParam(required = false) @Nullable String size) {
    if (!found(PublicationKind.REQUEST, id).photos().all().contains(file)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    return picture(file, size);
  }

  /** Drawn anew, so that nothing of the camera is in it; what the file was called stays inside. */
  private ResponseEntity<Resource> picture(UUID id, @Nullable String size) {
    var file = files.find(id).filter(StoredFile::isPicture).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    ResponseEntity<Resource> answer = fileAnswer.of(file, "small".equals(size) ? Variant.SMALL : Variant.LARGE);
    var headers = new HttpHeaders(answer.getHeaders());
    headers.setContentDisposition(ContentDisposition.inline().build());
    headers.setCacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic());
    return new ResponseEntity<>(answer.getBody(), headers, answer.getStatusCode());
  }

  /** What a chat or a feed shows of a link to the project: drawn once, kept, in Chinese where the machine has the type for it. */
  @GetMapping("/public/projects/{id}/share.png")
  ResponseEntity<byte[]> share(Page page, @PathVariable String id) {
    Publication found = found(PublicationKind.PROJECT, id);
    String village = words.names(page.locale()).village(found.village());
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_PNG)
        .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
        .eTag(Original.digest(found.id() + " " + found.version()))
        .body(shares.of(found, page.town().name(), village));
  }

  private PublicListView view(Page page, PublicFilter filter, @Nullable String after) {
    PublicSite.Lines lines = site.list(filter, after, PublicSite.PAGE_SIZE);
    int latest = LocalDate.ofInstant(clock.instant(), PublicSite.ZONE).getYear();
    List<Choice> years = IntStream.rangeClosed(0, 9).mapToObj(back -> String.valueOf(latest - back)).map(year -> Choice.of(year, year)).toList();
    return new PublicListView(
        filter, lines.lines(), lines.next() == null ? null : page.with("after", lines.next()), after == null, words.names(page.locale()), words.villages(page),
        filter.kind() == PublicationKind.REQUEST ? words.categories(page) : List.of(), years, query(filter));
  }

  /** The filter as a query, for downloads. */
  private static String query(PublicFilter filter) {
    var builder = org.springframework.web.util.UriComponentsBuilder.newInstance();
    if (!filter.q().isEmpty()) builder.queryParam("q", "{q}");
    if (filter.village() != null) builder.queryParam("village", filter.village());
    if (filter.category() != null) builder.queryParam("category", filter.category());
    if (filter.projectKind() != null) builder.queryParam("kind", filter.projectKind());
    if (filter.year() != null) builder.queryParam("year", filter.year());
    return filter.q().isEmpty() ? builder.build().toUriString() : builder.encode().buildAndExpand(filter.q()).toUriString();
  }

  private Publication found(PublicationKind kind, String id) {
    if (!id.matches("\\d{1,18}")) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    return site.find(kind, Long.parseLong(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** A page differs by what its reader chose (language, colours, larger type), so only that reader's browser keeps it. */
  private static ResponseEntity<JteModel> page(JteModel model) {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_HTML)
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePrivate().staleWhileRevalidate(Duration.ofMinutes(10)))
        .header(HttpHeaders.VARY, HttpHeaders.COOKIE)
        .body(model);
  }

  private static String address(String path) {
    return ServletUriComponentsBuilder.fromCurrentContextPath().path(path).build().toUriString();
  }
}
