package org.guanjia.people;

import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.Page;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What programs are told of a conflict: what stands in the way, so that they can decide anew (RFC 9457). */
@RestControllerAdvice(assignableTypes = {PeopleApi.class, HouseholdsApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class PeopleProblems {

  private final PersonDeeds deeds;

  PeopleProblems(PersonDeeds deeds) {
    this.deeds = deeds;
  }

  @ExceptionHandler({StalePerson.class, StaleHousehold.class, StaleMembership.class})
  ResponseEntity<ProblemDetail> stale(RuntimeException stale, Page page) {
    return Conflict.answer(Conflict.detail(page, page.t("register.problem.stale")));
  }

  /** The number of whoever has the document, when the caller may see that person. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> known(KnownDocument known, Page page) {
    PersonForm.Known told = deeds.known(page, known.person());
    ProblemDetail detail = Conflict.detail(page, told.text());
    if (told.href() != null) detail.setProperty("person", known.person());
    return Conflict.answer(detail);
  }
}
