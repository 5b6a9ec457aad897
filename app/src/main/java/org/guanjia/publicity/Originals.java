package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.places.Places;
import org.guanjia.projects.NoSuchProject;
import org.guanjia.projects.Project;
import org.guanjia.projects.ProjectLine;
import org.guanjia.projects.ProjectState;
import org.guanjia.projects.Projects;
import org.guanjia.requests.Catalogue;
import org.guanjia.requests.KnownPeople;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.ToldRequest;
import org.guanjia.requests.AnsweredRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what publications are made from, and knows the town's words that are no names. */
@Component
class Originals {

  private final AnsweredRequests requests;
  private final Projects projects;
  private final Places places;
  private final Catalogue catalogue;

  Originals(AnsweredRequests requests, Projects projects, Places places, Catalogue catalogue) {
    this.requests = requests;
    this.projects = projects;
    this.places = places;
    this.catalogue = catalogue;
  }

  Optional<Original> find(PublicationKind kind, String source) {
    return kind == PublicationKind.REQUEST ? requests.find(source).map(request -> of(request, people(List.of(request.code())))) : project(source);
  }

  Original of(ToldRequest request, KnownPeople people) {
    return new Original(
        PublicationKind.REQUEST, request.code(), request.told() && !request.answer().isBlank(), request.title(), request.words(), request.answer(),
        request.category(), request.village(), request.receivedOn(), request.doneOn(), null, null, null, null, null, people,
        new Photos(request.before(), request.after()), projectOf(request));
  }

  private @Nullable String projectOf(ToldRequest request) {
    if (request.outcome() != Outcome.MICRO_PROJECT && request.outcome() != Outcome.WISH) return null;
    return projects.ofRequest(request.code()).stream().filter(line -> line.state() == ProjectState.CLOSED).map(ProjectLine::code).findFirst().orElse(null);
  }

  private Optional<Original> project(String code) {
    try {
      Project project = projects.find(code);
      return Optional.of(of(project, people(project.origins().stream().map(Project.Origin::requestCode).limit(AnsweredRequests.PAGE_SIZE_MAX).toList())));
    } catch (NoSuchProject none) {
      return Optional.empty();
    }
  }

  static Original of(Project project, KnownPeople people) {
    var line = project.line();
    var pair = project.pairs().stream().reduce((one, later) -> later);
    var proposed = line.proposedAt().atZone(PublicSite.ZONE).toLocalDate();
    return new Original(
        PublicationKind.PROJECT, line.code(), line.state() == ProjectState.CLOSED, line.title(), project.need(), Objects.requireNonNullElse(project.result(), ""), null,
        line.village(), proposed, line.closedAt() == null ? proposed : line.closedAt().atZone(PublicSite.ZONE).toLocalDate(), line.kind().name(), line.benefiting(),
        line.approvedFen() == null ? Long.valueOf(line.estimateFen()) : line.approvedFen(), pair.map(each -> each.before().id()).orElse(null),
        pair.map(each -> each.after().id()).orElse(null), people, Photos.NONE, null);
  }

  /** Everybody who stands behind these requests. */
  private KnownPeople people(List<String> codes) {
    var known = requests.known(codes).values();
    return new KnownPeople(
        known.stream().flatMap(each -> each.names().stream()).toList(), known.stream().flatMap(each -> each.phones().stream()).toList(),
        known.stream().flatMap(each -> each.addresses().stream()).toList());
  }

  /** The filter of this town. */
  PrivacyFilter filter() {
    List<String> words = new ArrayList<>();
    places.villages().stream()
        .flatMap(village -> Stream.concat(Stream.of(village.nameZh()), village.variants().stream()))
        .flatMap(name -> Stream.of(name, name.replaceAll("(村|社区|居委会)$", "")))
        .forEach(words::add);
    if (places.hasTown()) words.add(places.town().name(Locale.CHINESE));
    catalogue.departments().forEach(department -> words.add(department.name()));
    return new PrivacyFilter(words);
  }
}
