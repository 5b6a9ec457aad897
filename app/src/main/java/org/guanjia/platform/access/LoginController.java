package org.guanjia.platform.access;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LoginController {

  private final Templates templates;

  LoginController(Templates templates) {
    this.templates = templates;
  }

  @Open
  @GetMapping("/login")
  JteModel login(Page page, @RequestParam(required = false) @Nullable String error) {
    return templates.accessLogin(page, error != null);
  }
}
