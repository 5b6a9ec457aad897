package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;
import static org.guanjia.requests.Following.asResident;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Guesses;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.QrCode;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** A resident reports something and takes the receipt home; no account, no script, no cookie is needed for it. */
@RestController
@Open
class ReportPages {

  private static final Logger LOG = LoggerFactory.getLogger(ReportPages.class);
  private static final String RECEIPT = "receipt";
  private static final String RECEIPT_COOKIE = "gj-receipt";
  private static final Duration RECEIPT_SHOWN = Duration.ofMinutes(30);
  private static final String[] TEXTS = {
    "words", "address", "villageGroup", "reporterName", "reporterPhone", "onBehalfOf", "affected", "affectedCount", "latitude", "longitude", "category", "village"
  };

  private final Intake intake;
  private final FollowUp followUp;
  private final Following following;
  private final Catalogue catalogue;
  private final Places places;
  private final Photos photos;
  private final FileAnswer answers;
  private final Passes passes;
  private final Idempotency idempotency;
  private final Templates templates;
  private final String publicUrl;

  ReportPages(
      Intake intake, FollowUp followUp, Following following, Catalogue catalogue, Places places, Photos photos, FileAnswer answers, Passes passes,
      Idempotency idempotency, Templates templates, @Value("${guanjia.public-url:${guanjia.access.public-url:}}") String publicUrl) {
    this.intake = intake;
    this.followUp = followUp;
    this.following = following;
    this.catalogue = catalogue;
    this.places = places;
    this.photos = photos;
    this.answers = answers;
    this.passes = passes;
    this.idempotency = idempotency;
    this.templates = templates;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  @GetMapping("/report")
  ResponseEntity<?> blank(Page page) {
    return asResident(town(), () -> form(page, HttpStatus.OK, Typed.NOTHING, List.of(), Map.of()));
  }

  @PostMapping("/report")
  ResponseEntity<?> send(
      Page page, HttpServletRequest request, HttpServletResponse response, @RequestParam MultiValueMap<String, String> sent,
      @RequestParam(name = "photos", required = false) @Nullable List<MultipartFile> chosen) {
    Typed typed = Typed.of(sent);
    try {
      return asResident(town(), () -> send(page, request, response, typed, photos.take(page, request, sent.get("kept"), chosen)));
    } catch (DataAccessException | TransactionException away) {
      LOG.error("a report could not be taken down", away);
      return asResident(town(), () -> later(page, typed, sent.getOrDefault("kept", List.of())));
    }
  }

  /** The database is away: nothing was taken down, and everything typed stands in the form to be sent once more. */
  private ResponseEntity<?> later(Page page, Typed typed, List<String> kept) {
    List<ReportForm.KeptPhoto> waiting = kept.stream().limit(Intake.FILES_MAX).map(pass -> new ReportForm.KeptPhoto(pass, "")).toList();
    ResponseEntity<?> form = form(page, HttpStatus.SERVICE_UNAVAILABLE, typed, waiting, Map.of("words", page.t("report.error.away")));
    return ResponseEntity.status(form.getStatusCode()).header(HttpHeaders.RETRY_AFTER, "10").body(form.getBody());
  }

  private ResponseEntity<?> send(Page page, HttpServletRequest request, HttpServletResponse response, Typed typed, Photos.Taken taken) {
    Typed located = located(typed, taken.photos());
    var errors = new ArrayList<FieldError>(located.unreadable(TEXTS));
    NewRequest report = report(located, taken, errors);
    errors.addAll(intake.problems(report));
    Map<String, String> told = Typed.told(page, errors);
    if (taken.error() != null) told.put("photos", taken.error());
    if (!told.isEmpty()) return again(page, request, located, taken.photos(), told);
    String holder = Guesses.holder(request);
    try {
      String code = idempotency.once(typed.key("report " + holder), () -> intake.receive(report).code());
      return seeOther(receiptPath(request, response, code, holder != null));
    } catch (InvalidInput refused) {
      return again(page, request, located, taken.photos(), Typed.told(page, refused.errors()));
    } catch (FileRefused gone) {
      return again(page, request, located, List.of(), Map.of("photos", page.t("report.error.photosGone")));
    }
  }

  /** Shows a photo of a form that is not sent yet to the browser that it came from. */
  @GetMapping("/report/photos/{pass}")
  ResponseEntity<?> photo(HttpServletRequest request, @PathVariable String pass) {
    return asResident(
        town(),
        () -> {
          StoredFile photo = photos.waiting(request, pass).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
          if (!photo.isPicture()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
          return answers.of(photo, Variant.SMALL);
        });
  }

  @GetMapping("/receipt")
  ResponseEntity<?> receipt(Page page, HttpServletRequest request, @RequestParam(required = false) @Nullable String pass) {
    Optional<String> mine = passes.read(RECEIPT, pass != null ? pass : Passes.held(request, RECEIPT_COOKIE));
    if (mine.isEmpty()) return ResponseEntity.status(HttpStatus.GONE).body(templates.reportReceiptGone(page));
    String town = mine.get().substring(0, mine.get().lastIndexOf(':'));
    String code = mine.get().substring(town.length() + 1);
    FollowUp.Slip slip = asResident(town, () -> followUp.slip(code));
    String address = base() + "/follow";
    String direct =
        UriComponentsBuilder.fromUriString(address).queryParam("code", ReceiptCode.display(code)).queryParam("secret", slip.receipt().secret()).build().toUriString();
    return ResponseEntity.ok(templates.reportReceipt(page, slip, ReceiptCode.display(code), QrCode.of(direct), address, following.path(town, code)));
  }

  /** A browser that keeps no cookies carries its pass in the address. */
  private String receiptPath(HttpServletRequest request, HttpServletResponse response, String code, boolean keepsCookies) {
    String pass = passes.issue(RECEIPT, town() + ":" + code, RECEIPT_SHOWN);
    String town = following.named(town());
    if (!keepsCookies) return "/receipt?pass=" + pass + (town == null ? "" : "&town=" + town);
    passes.give(request, response, RECEIPT_COOKIE, "/receipt", pass, RECEIPT_SHOWN);
    following.admit(request, response, town(), code);
    return "/receipt" + (town == null ? "" : "?town=" + town);
  }

  private ResponseEntity<?> again(Page page, HttpServletRequest request, Typed typed, List<StoredFile> waiting, Map<String, String> errors) {
    return form(page, HttpStatus.UNPROCESSABLE_CONTENT, typed, photos.keep(request, waiting), errors);
  }

  private ResponseEntity<?> form(Page page, HttpStatus status, Typed typed, List<ReportForm.KeptPhoto> kept, Map<String, String> errors) {
    var form = new ReportForm(typed, kept, errors, known(() -> categories(page)), known(() -> villages(page)), following.named(town()), Intake.FILES_MAX);
    return ResponseEntity.status(status).body(templates.reportForm(page, form));
  }

  /** Nothing to choose from while the database is away; what was chosen before stays. */
  private static List<Choice> known(Supplier<List<Choice>> choices) {
    try {
      return choices.get();
    } catch (DataAccessException | TransactionException away) {
      return List.of();
    }
  }

  private static NewRequest report(Typed typed, Photos.Taken taken, List<FieldError> errors) {
    return new NewRequest(
        Channel.RESIDENT, typed.text("words"), null, typed.orNull("category"), typed.orNull("village"), typed.orNull("villageGroup"), null,
        typed.orNull("address"), degrees(typed, "latitude", errors), degrees(typed, "longitude", errors), typed.orNull("affected"),
        count(typed, errors), typed.ticked("anonymous"), typed.orNull("onBehalfOf"), typed.orNull("reporterName"), typed.orNull("reporterPhone"),
        null, null, null, taken.ids());
  }

  /** Where the first photo with a position was taken, unless the place is marked already or the sender does not want it. */
  private static Typed located(Typed typed, List<StoredFile> photos) {
    if (!typed.ticked("pointFromPhoto") || typed.orNull("latitude") != null || typed.orNull("longitude") != null) return typed;
    for (StoredFile photo : photos) {
      if (photo.latitude() == null || photo.longitude() == null) continue;
      var values = new LinkedHashMap<>(typed.values());
      values.put("latitude", String.format(java.util.Locale.ROOT, "%.6f", photo.latitude()));
      values.put("longitude", String.format(java.util.Locale.ROOT, "%.6f", photo.longitude()));
      return new Typed(values);
    }
    return typed;
  }

  private static @Nullable Double degrees(Typed typed, String field, List<FieldError> errors) {
    String text = typed.orNull(field);
    if (text == null) return null;
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException notANumber) {
      errors.add(FieldError.of("latitude", "requests.error.point"));
      return null;
    }
  }

  private static @Nullable Integer count(Typed typed, List<FieldError> errors) {
    String text = typed.orNull("affectedCount");
    if (text == null) return null;
    String digits = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s,]", "");
    if (digits.matches("[0-9]{1,8}")) return Integer.valueOf(digits);
    errors.add(FieldError.of("affectedCount", "requests.error.affectedCount"));
    return null;
  }

  /** What can be chosen, each below the heading it belongs to. */
  private List<Choice> categories(Page page) {
    List<Catalogue.Category> all = catalogue.categories();
    Map<String, String> names = all.stream().collect(Collectors.toMap(Catalogue.Category::code, category -> category.nameIn(page.locale())));
    var headings = all.stream().map(Catalogue.Category::parent).filter(Objects::nonNull).collect(Collectors.toSet());
    var byHeading = new LinkedHashMap<String, List<Choice>>();
    for (Catalogue.Category category : all) {
      if (headings.contains(category.code())) continue;
      String heading = category.parent() == null ? "" : names.getOrDefault(category.parent(), "");
      Choice choice = Choice.of(category.code(), names.getOrDefault(category.code(), category.code()));
      byHeading.computeIfAbsent(heading, none -> new ArrayList<>()).add(heading.isEmpty() ? choice : choice.in(heading));
    }
    return byHeading.values().stream().flatMap(List::stream).toList();
  }

  private List<Choice> villages(Page page) {
    return places.villages().stream().map(village -> Choice.of(village.code(), village.name(page.locale()))).toList();
  }

  private String base() {
    return publicUrl.isEmpty() ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString() : publicUrl;
  }

  private static String town() {
    return TownContext.required().town();
  }
}
