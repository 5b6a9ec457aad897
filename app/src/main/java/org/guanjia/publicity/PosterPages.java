package org.guanjia.publicity;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import java.util.List;
import java.util.Optional;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.QrCode;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Posters for the wall, on A4 or A3: of a leaflet for one village, of a project; each with the code that leads to its page and is counted there. */
@RestController
@Allowed({Permission.OUTREACH_RECORD, Permission.PUBLICITY_EDIT})
class PosterPages {

  private final Outreach outreach;
  private final PublicSite site;
  private final PublicWords words;
  private final Templates templates;

  PosterPages(Outreach outreach, PublicSite site, PublicWords words, Templates templates) {
    this.outreach = outreach;
    this.site = site;
    this.words = words;
    this.templates = templates;
  }

  @GetMapping("/outreach/leaflets/{id}/poster")
  JteModel leaflet(Page page, @PathVariable long id, @RequestParam(required = false) @Nullable String village, @RequestParam(defaultValue = "") String paper) {
    Outreach.Leaflet leaflet = outreach.leaflet(id).orElseThrow(() -> new PublicationProblem.Unknown(id));
    List<Choice> own = words.ownVillages(page).stream().filter(each -> leaflet.isFor(each.value())).toList();
    if (own.isEmpty()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    Choice chosen = own.stream().filter(each -> each.value().equals(village)).findFirst().orElse(own.getFirst());
    return templates.publicityPoster(page, leaflet, chosen, own, large(paper), code("/outreach/p/" + chosen.value() + "/" + id));
  }

  /** Of what is public alone: whoever prints it needs no more than the public page shows. */
  @GetMapping("/outreach/projects/{id}/poster")
  JteModel project(Page page, @PathVariable String id, @RequestParam(defaultValue = "") String paper) {
    Publication project = Optional.of(id).filter(typed -> typed.matches("\\d{1,18}")).flatMap(number -> site.find(PublicationKind.PROJECT, Long.parseLong(number))).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return templates.publicityProjectPoster(page, project, words.names(page.locale()).village(project.village()), large(paper), code(project.href()));
  }

  private static boolean large(String paper) {
    return paper.equalsIgnoreCase("A3");
  }

  private static QrCode code(String path) {
    return QrCode.of(ServletUriComponentsBuilder.fromCurrentContextPath().path(path).queryParam("from", "poster").build().toUriString());
  }
}
