package org.guanjia.publicity;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What programs and spreadsheets take from the public site: the Atom feed, downloads, and for search engines robots and site map. */
@RestController
@Open
class PublicFiles {

  private static final int FEED_ENTRIES = 50;

  /** A download holds at most so many; where the next one begins is said in its Link header. */
  static final int DOWNLOAD_MAX = 10_000;

  /** The protocol of site maps allows 50,000; smaller parts are read sooner. */
  private static final int SITEMAP_PART = 5_000;

  private final PublicSite site;
  private final PublicWords words;
  private final TransactionTemplate transactions;

  PublicFiles(PublicSite site, PublicWords words, TransactionTemplate transactions) {
    this.site = site;
    this.words = words;
    this.transactions = transactions;
  }

  /** RFC 4287. Whoever asks with the tag or time of an earlier answer that still holds gets 304 and no body. */
  @GetMapping(path = "/public/feed.atom")
  @Nullable ResponseEntity<byte[]> feed(Page page, WebRequest request) {
    List<Publication> latest = site.latest(FEED_ENTRIES);
    Instant changed = latest.isEmpty() ? Instant.EPOCH : Objects.requireNonNull(latest.getFirst().changedAt());
    // A withdrawal leaves no later time behind, so the tag counts what is in the feed.
    String tag = "\"" + Original.digest(page.lang(), latest.stream().map(each -> each.id() + ":" + each.version()).toList().toString()) + "\"";
    if (request.checkNotModified(tag, changed.truncatedTo(ChronoUnit.SECONDS).toEpochMilli())) return null;
    byte[] body = Atom.feed(page, address("/public"), address("/public/feed.atom"), changed, latest, each -> address(each.href())).getBytes(StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .contentType(new MediaType("application", "atom+xml", StandardCharsets.UTF_8))
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
        .body(body);
  }

  @GetMapping("/public/requests.csv")
  void requestsCsv(
      Page page, @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String category, @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String after, HttpServletResponse response) throws IOException {
    csv(page, PublicFilter.of(PublicationKind.REQUEST, q, village, category, null, year), after, response);
  }

  @GetMapping("/public/projects.csv")
  void projectsCsv(
      Page page, @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable String kind, @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String after, HttpServletResponse response) throws IOException {
    csv(page, PublicFilter.of(PublicationKind.PROJECT, q, village, null, kind, year), after, response);
  }

  private void csv(Page page, PublicFilter filter, @Nullable String after, HttpServletResponse response) throws IOException {
    PublicWords.Names names = words.names(page.locale());
    boolean project = filter.kind() == PublicationKind.PROJECT;
    List<Export.Column<Publication>> columns = new java.util.ArrayList<>();
    columns.add(new Export.Column<>(page.t("publicity.column.id"), Publication::id));
    columns.add(new Export.Column<>(page.t("publicity.column.title"), Publication::title));
    columns.add(new Export.Column<>(page.t(project ? "publicity.project.need" : "publicity.asked"), Publication::asked));
    columns.add(new Export.Column<>(page.t(project ? "publicity.project.result" : "publicity.became"), Publication::became));
    columns.add(new Export.Column<>(page.t("publicity.column.village"), each -> names.village(each.village())));
    if (!project) columns.add(new Export.Column<>(page.t("publicity.column.category"), each -> names.category(each.category())));
    if (project) {
      columns.add(new Export.Column<>(page.t("publicity.column.kind"), each -> each.projectKind() == null ? "" : page.t("publicity.kind." + each.projectKind())));
      columns.add(new Export.Column<>(page.t("publicity.column.benefiting"), Publication::benefiting));
      columns.add(new Export.Column<>(page.t("publicity.column.cost"), each -> each.costFen() == null ? null : java.math.BigDecimal.valueOf(each.costFen(), 2)));
    }
    columns.add(new Export.Column<>(page.t("publicity.column.askedOn"), Publication::askedOn));
    columns.add(new Export.Column<>(page.t("publicity.column.doneOn"), Publication::doneOn));
    columns.add(new Export.Column<>(page.t("publicity.column.address"), each -> address(each.href())));
    response.setContentType(SheetFormat.CSV.mediaType());
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + (project ? "projects" : "requests") + ".csv\"");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "max-age=300, public");
    String more = site.placeAfter(filter, after, DOWNLOAD_MAX);
    if (more != null) response.setHeader(HttpHeaders.LINK, "<" + ServletUriComponentsBuilder.fromCurrentRequest().replaceQueryParam("after", more).build().toUriString() + ">; rel=\"next\"");
    transactions.executeWithoutResult(status -> {
      try {
        Export.write(SheetFormat.CSV, response.getOutputStream(), page.t("publicity.title"), columns, () -> site.stream(filter, after, DOWNLOAD_MAX));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
  }

  @GetMapping("/robots.txt")
  ResponseEntity<String> robots() {
    String text =
        """
        User-agent: *
        Disallow: /login
        Disallow: /report
        Disallow: /follow
        Disallow: /api/
        Disallow: /public/requests.csv
        Disallow: /public/projects.csv
        Crawl-delay: 1
        Sitemap: %s
        """
            .formatted(address("/sitemap.xml"));
    return ResponseEntity.ok().contentType(new MediaType("text", "plain", StandardCharsets.UTF_8)).cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic()).body(text);
  }

  /** An index of parts; each part begins after the last number of the one before. */
  @GetMapping("/sitemap.xml")
  ResponseEntity<String> sitemap() {
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (long begin : site.parts(SITEMAP_PART)) xml.append("<sitemap><loc>").append(address("/sitemap-" + begin + ".xml")).append("</loc></sitemap>\n");
    return xml(xml.append("</sitemapindex>\n").toString());
  }

  @GetMapping("/sitemap-{begin}.xml")
  ResponseEntity<String> sitemapPart(@PathVariable String begin) {
    if (!begin.matches("\\d{1,18}")) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (PublicLine line : site.above(Long.parseLong(begin), SITEMAP_PART)) {
      xml.append("<url><loc>").append(address(line.href())).append("</loc><lastmod>").append(line.doneOn()).append("</lastmod></url>\n");
    }
    return xml(xml.append("</urlset>\n").toString());
  }

  private static ResponseEntity<String> xml(String text) {
    return ResponseEntity.ok().contentType(new MediaType("application", "xml", StandardCharsets.UTF_8)).cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic()).body(text);
  }

  private static String address(String path) {
    return ServletUriComponentsBuilder.fromCurrentContextPath().path(path).build().toUriString();
  }
}
