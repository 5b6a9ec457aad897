package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import java.util.UUID;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.ui.QrCode;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.matching.Duplicates;
import org.guanjia.requests.matching.SimilarCases;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A matter as staff look at it: whole, beside others like it, on paper. */
@RestController
@Allowed(Permission.REQUESTS_VIEW)
class MatterPages {

  private final MatterViews views;
  private final Matters matters;
  private final Intake intake;
  private final Attachments attachments;
  private final FileAnswer fileAnswer;
  private final Duplicates duplicates;
  private final SimilarCases similarCases;
  private final Templates templates;

  MatterPages(
      MatterViews views, Matters matters, Intake intake, Attachments attachments, FileAnswer fileAnswer, Duplicates duplicates, SimilarCases similarCases,
      Templates templates) {
    this.views = views;
    this.matters = matters;
    this.intake = intake;
    this.attachments = attachments;
    this.fileAnswer = fileAnswer;
    this.duplicates = duplicates;
    this.similarCases = similarCases;
    this.templates = templates;
  }

  @GetMapping("/requests/{code}")
  JteModel show(Page page, @PathVariable String code, @RequestParam(name = "do", defaultValue = "") String wanted, @RequestParam(defaultValue = "") String from) {
    return templates.matterShow(page, views.of(page, parsed(code), Deed.of(wanted).orElse(null), DeedForm.FRESH, from));
  }

  /** What stands beside a new matter: likely duplicates and past cases. A part of the page for the script, else a page. */
  @Allowed(Permission.REQUESTS_TRIAGE)
  @GetMapping("/requests/{code}/beside")
  JteModel beside(Page page, @PathVariable String code, @RequestParam(defaultValue = "") String from) {
    MatterView view = views.of(page, parsed(code), null, DeedForm.FRESH, from);
    var proposals = duplicates.proposals(view.matter().code());
    var past = similarCases.of(view.matter().code());
    return page.partial() ? templates.matterLike(page, view, proposals, past) : templates.matterBeside(page, view, proposals, past);
  }

  /** Where a typed code leads to. */
  @Allowed(Permission.REQUESTS_TRIAGE)
  @GetMapping("/requests/{code}/duplicates")
  ResponseEntity<?> compareWith(Page page, @PathVariable String code, @RequestParam(defaultValue = "") String other, @RequestParam(defaultValue = "") String from) {
    String own = parsed(code);
    String into = ReceiptCode.parse(other).filter(known -> !known.equals(own)).filter(this::exists).orElse(null);
    if (into != null) return seeOther("/requests/" + own + "/duplicates/" + into);
    var form = new DeedForm(typed(other), java.util.Map.of("other", page.t("matter.error.noSuchCode")));
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(templates.matterShow(page, views.of(page, own, Deed.MERGE, form, from)));
  }

  @Allowed(Permission.REQUESTS_TRIAGE)
  @GetMapping("/requests/{code}/duplicates/{other}")
  JteModel compare(Page page, @PathVariable String code, @PathVariable String other, @RequestParam(defaultValue = "") String from) {
    MatterView one = views.of(page, parsed(code), null, DeedForm.FRESH, from);
    MatterView two = views.of(page, parsed(other), null, DeedForm.FRESH, from);
    return templates.matterCompare(page, one, two);
  }

  @GetMapping("/requests/{code}/print")
  JteModel print(Page page, @PathVariable String code) {
    return templates.matterPrint(page, views.of(page, parsed(code), null, DeedForm.FRESH, ""));
  }

  /** The receipt, for whoever took the request down or prints it again for somebody who lost it. */
  @Allowed(Permission.REQUESTS_RECORD)
  @GetMapping("/requests/{code}/receipt")
  JteModel receipt(Page page, @PathVariable String code) {
    Receipt receipt = intake.printed(parsed(code));
    String follow = ServletUriComponentsBuilder.fromCurrentContextPath().path("/follow").queryParam("code", receipt.code()).build().toUriString();
    return templates.matterReceipt(page, views.of(page, receipt.code(), null, DeedForm.FRESH, ""), receipt, QrCode.of(follow));
  }

  @GetMapping("/requests/{code}/files/{id}")
  ResponseEntity<Resource> file(@PathVariable String code, @PathVariable UUID id, @RequestParam(required = false) @Nullable String size) {
    StoredFile file = attachments.find(parsed(code), id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    Variant variant = !file.isPicture() || size == null ? Variant.ORIGINAL : size.equals("small") ? Variant.SMALL : Variant.LARGE;
    return fileAnswer.of(file, variant);
  }

  private boolean exists(String code) {
    try {
      matters.find(code);
      return true;
    } catch (NoSuchRequest none) {
      return false;
    }
  }

  private static org.springframework.util.MultiValueMap<String, String> typed(String other) {
    var typed = new org.springframework.util.LinkedMultiValueMap<String, String>();
    typed.add("other", other);
    return typed;
  }

  /** The code as it is kept, whatever way it was written; no code at all is not found. */
  static String parsed(String code) {
    return ReceiptCode.parse(code).orElseThrow(() -> new NoSuchRequest(code));
  }
}
