package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;
import static org.guanjia.requests.Following.asResident;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.guanjia.places.Places;
import org.guanjia.places.Village;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** A resident follows a matter with code and secret, and does what a reporter may do with it. */
@RestController
@Open
class FollowPages {

  private static final Set<String> DEEDS = Set.of("additions", "answer", "withdrawal", "rating", "reopening");

  private final Following following;
  private final FollowUp followUp;
  private final Questions questions;
  private final Matters matters;
  private final Deadlines deadlines;
  private final Catalogue catalogue;
  private final Places places;
  private final Photos photos;
  private final Attachments attachments;
  private final FileAnswer answers;
  private final Idempotency idempotency;
  private final ObjectProvider<PublishedWords> published;
  private final Templates templates;

  FollowPages(
      Following following, FollowUp followUp, Questions questions, Matters matters, Deadlines deadlines, Catalogue catalogue, Places places, Photos photos,
      Attachments attachments, FileAnswer answers, Idempotency idempotency, ObjectProvider<PublishedWords> published, Templates templates) {
    this.following = following;
    this.followUp = followUp;
    this.questions = questions;
    this.matters = matters;
    this.deadlines = deadlines;
    this.catalogue = catalogue;
    this.places = places;
    this.photos = photos;
    this.attachments = attachments;
    this.answers = answers;
    this.idempotency = idempotency;
    this.published = published;
    this.templates = templates;
  }

  /** The form; with code and secret in the address, as the printed QR has it, it opens at once. */
  @GetMapping("/follow")
  ResponseEntity<?> ask(
      Page page, HttpServletRequest request, HttpServletResponse response, @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String secret) {
    if (secret.isBlank()) return form(page, HttpStatus.OK, code, Typed.NOTHING, Map.of());
    return open(page, request, response, code, secret, Typed.NOTHING);
  }

  @PostMapping("/follow")
  ResponseEntity<?> open(Page page, HttpServletRequest request, HttpServletResponse response, @RequestParam MultiValueMap<String, String> sent) {
    Typed typed = Typed.of(sent);
    return open(page, request, response, typed.text("code"), typed.text("secret"), typed);
  }

  @GetMapping("/follow/{code}")
  ResponseEntity<?> show(Page page, HttpServletRequest request, @PathVariable String code) {
    String plain = plain(code);
    Optional<String> town = following.admitted(request, plain);
    if (town.isEmpty()) return seeOther("/follow?code=" + ReceiptCode.display(plain));
    return view(page, HttpStatus.OK, town.get(), plain, FollowDeed.NONE);
  }

  @GetMapping("/follow/{code}/files/{id}")
  ResponseEntity<?> file(HttpServletRequest request, @PathVariable String code, @PathVariable UUID id, @RequestParam(defaultValue = "ORIGINAL") Variant variant) {
    String plain = plain(code);
    String town = following.admitted(request, plain).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return asResident(
        town,
        () -> {
          StoredFile file = attachments.findForReporter(plain, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
          return answers.of(file, file.isPicture() ? variant : Variant.ORIGINAL);
        });
  }

  @PostMapping("/follow/{code}/additions")
  ResponseEntity<?> add(
      Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> sent,
      @RequestParam(name = "photos", required = false) @Nullable List<MultipartFile> chosen) {
    String plain = plain(code);
    Typed typed = Typed.of(sent);
    Optional<String> town = following.admitted(request, plain);
    if (town.isEmpty()) return expired(page, plain, "additions", typed);
    Photos.Taken taken = asResident(town.get(), () -> photos.take(page, request, sent.get("kept"), chosen));
    var waiting = new Waiting(request, taken.photos());
    if (taken.error() != null) return again(page, town.get(), plain, "additions", typed, waiting, Map.of("photos", taken.error()));
    return once(page, response, town.get(), plain, "additions", typed, waiting, sure -> followUp.add(plain, sure.text("text"), taken.ids(), false));
  }

  @PostMapping("/follow/{code}/answer")
  ResponseEntity<?> answer(
      Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> sent) {
    return once(page, request, response, code, "answer", sent, (plain, typed) -> questions.answer(plain, typed.text("answer")));
  }

  @PostMapping("/follow/{code}/withdrawal")
  ResponseEntity<?> withdraw(
      Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> sent) {
    return once(page, request, response, code, "withdrawal", sent, (plain, typed) -> followUp.withdraw(plain, typed.orNull("reason")));
  }

  @PostMapping("/follow/{code}/rating")
  ResponseEntity<?> rate(
      Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> sent) {
    return once(page, request, response, code, "rating", sent, (plain, typed) -> followUp.rate(plain, score(typed), typed.orNull("comment")));
  }

  @PostMapping("/follow/{code}/reopening")
  ResponseEntity<?> reopen(
      Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> sent) {
    return once(page, request, response, code, "reopening", sent, (plain, typed) -> followUp.reopen(plain, typed.text("reason")));
  }

  private ResponseEntity<?> open(Page page, HttpServletRequest request, HttpServletResponse response, String typedCode, String typedSecret, Typed typed) {
    var errors = new LinkedHashMap<String, String>();
    String letters = Following.letters(typedCode);
    Optional<String> code = ReceiptCode.parse(letters);
    String secret = Following.digits(typedSecret);
    if (code.isEmpty()) errors.put("code", slip(page, letters));
    if (!secret.matches("[0-9]{6}")) errors.put("secret", page.t(secret.isEmpty() ? "follow.error.noSecret" : "follow.error.secretForm"));
    if (!errors.isEmpty() || code.isEmpty()) return form(page, HttpStatus.UNPROCESSABLE_CONTENT, typedCode, typed, errors);
    return switch (following.open(request, response, code.get(), secret)) {
      case Following.Opened opened -> opened(page, opened.town(), code.get(), typed);
      case Following.Refused refused ->
          form(page, HttpStatus.UNPROCESSABLE_CONTENT, typedCode, typed, Map.of("secret", page.t("follow.error.wrong")));
      case Following.Wait wait -> {
        long minutes = Math.max(1, wait.duration().plusSeconds(59).toMinutes());
        ResponseEntity<?> told = form(page, HttpStatus.TOO_MANY_REQUESTS, typedCode, typed, Map.of("secret", page.t("follow.error.wait", minutes)));
        yield ResponseEntity.status(told.getStatusCode()).header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.duration().toSeconds())).body(told.getBody());
      }
    };
  }

  /** What was being typed when the cookie ran out comes back in its form. */
  private ResponseEntity<?> opened(Page page, String town, String code, Typed typed) {
    String deed = typed.text("deed");
    if (!DEEDS.contains(deed)) return seeOther(following.path(town, code));
    return view(page, HttpStatus.OK, town, code, new FollowDeed(deed, typed, List.of(), Map.of(), page.t("follow.keptText")));
  }

  /** That the check character does not fit is arithmetic: it tells nothing of which codes there are. */
  private static String slip(Page page, String letters) {
    if (letters.isEmpty()) return page.t("follow.error.noCode");
    return letters.length() == 8 ? page.t("follow.error.slip") : page.t("follow.error.length", letters.length());
  }

  private static int score(Typed typed) {
    String score = typed.text("score");
    return score.matches("[1-5]") ? Integer.parseInt(score) : 0;
  }

  private interface Deed {
    void of(String code, Typed typed);
  }

  /** Photos that came with a form, and from whom. */
  private record Waiting(@Nullable HttpServletRequest request, List<StoredFile> photos) {
    static final Waiting NOTHING = new Waiting(null, List.of());
  }

  private ResponseEntity<?> once(
      Page page, HttpServletRequest request, HttpServletResponse response, String code, String name, MultiValueMap<String, String> sent, Deed deed) {
    String plain = plain(code);
    Typed typed = Typed.of(sent);
    Optional<String> town = following.admitted(request, plain);
    if (town.isEmpty()) return expired(page, plain, name, typed);
    return once(page, response, town.get(), plain, name, typed, Waiting.NOTHING, sure -> deed.of(plain, sure));
  }

  private ResponseEntity<?> once(
      Page page, HttpServletResponse response, String town, String code, String name, Typed typed, Waiting waiting, Consumer<Typed> deed) {
    try {
      typed.refuseUnreadable("text", "answer", "reason", "comment");
      asResident(
          town,
          () ->
              idempotency.once(
                  typed.key("follow " + code + " " + name),
                  () -> {
                    deed.accept(typed);
                    return name;
                  }));
      Flash.success("follow.done." + name).on(response);
      return seeOther(following.path(town, code));
    } catch (InvalidInput refused) {
      return again(page, town, code, name, typed, waiting, Typed.told(page, refused.errors()));
    } catch (FileRefused gone) {
      return again(page, town, code, name, typed, Waiting.NOTHING, Map.of("photos", page.t("report.error.photosGone")));
    } catch (IllegalMove | StaleRequest moved) {
      var deedAgain = new FollowDeed(name, typed, kept(town, waiting), Map.of(), page.t("follow.moved"));
      return view(page, HttpStatus.CONFLICT, town, code, deedAgain);
    }
  }

  private ResponseEntity<?> again(Page page, String town, String code, String name, Typed typed, Waiting waiting, Map<String, String> errors) {
    return view(page, HttpStatus.UNPROCESSABLE_CONTENT, town, code, new FollowDeed(name, typed, kept(town, waiting), errors, null));
  }

  private List<ReportForm.KeptPhoto> kept(String town, Waiting waiting) {
    HttpServletRequest request = waiting.request();
    return request == null ? List.of() : asResident(town, () -> photos.keep(request, waiting.photos()));
  }

  private ResponseEntity<?> expired(Page page, String code, String name, Typed typed) {
    var values = new LinkedHashMap<>(typed.values());
    values.put("deed", name);
    return form(page, HttpStatus.UNAUTHORIZED, ReceiptCode.display(code), new Typed(values), Map.of());
  }

  private ResponseEntity<?> form(Page page, HttpStatus status, String code, Typed typed, Map<String, String> errors) {
    String shown = code.length() <= 40 ? code : code.substring(0, 40);
    return ResponseEntity.status(status).body(templates.followAsk(page, shown, typed, errors));
  }

  private ResponseEntity<?> view(Page page, HttpStatus status, String town, String code, FollowDeed deed) {
    FollowView view =
        asResident(
            town,
            () -> {
              Matter matter = matters.find(code);
              Matter.Linked into = matter.mergedInto();
              Matter carrier = into == null ? null : matters.find(into.code());
              return FollowView.of(page, matter, carrier, names(page), deadlines.today(), carrier == null ? publishedAt(matter) : publishedAt(carrier));
            });
    return ResponseEntity.status(status).body(templates.followMatter(page, view, deed.on(view), Intake.FILES_MAX));
  }

  private @Nullable String publishedAt(Matter matter) {
    if (matter.state() != State.FED_BACK && matter.state() != State.RATED) return null;
    return published.stream().map(publisher -> publisher.of(List.of(matter.code())).get(matter.code())).filter(Objects::nonNull).map(PublishedWords.Words::href).findFirst().orElse(null);
  }

  private FollowView.Names names(Page page) {
    return new FollowView.Names(
        catalogue.departments().stream().collect(Collectors.toMap(Catalogue.Department::code, Catalogue.Department::name)),
        places.villages().stream().collect(Collectors.toMap(Village::code, village -> village.name(page.locale()))),
        catalogue.categories().stream().collect(Collectors.toMap(Catalogue.Category::code, category -> category.nameIn(page.locale()))));
  }

  private static String plain(String code) {
    return ReceiptCode.parse(Following.letters(code)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
