package org.guanjia.platform.ui;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import java.time.Clock;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.web.Page;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Every component in every state, for those who build pages and for the tests; in demo mode only. */
@RestController
class ShowcaseController {

  private final Templates templates;
  private final Clock clock;
  private final boolean always;

  ShowcaseController(Templates templates, Clock clock, @Value("${guanjia.showcase:false}") boolean always) {
    this.templates = templates;
    this.clock = clock;
    this.always = always;
  }

  @Open
  @GetMapping("/ui")
  JteModel components(Page page) {
    if (!page.demo() && !always) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    return templates.uiShowcase(page, new Samples(clock.instant()));
  }
}
