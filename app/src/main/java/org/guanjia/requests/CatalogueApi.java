package org.guanjia.requests;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The codes that a request may bear. */
@Tag(name = "Catalogue", description = "Codes of categories and departments, in the town's order.")
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Allowed({Permission.REQUESTS_VIEW, Permission.REQUESTS_RECORD})
class CatalogueApi {

  private final Catalogue catalogue;

  CatalogueApi(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Operation(summary = "Categories in use, each with its department and its deadline in working days")
  @GetMapping("/categories")
  List<Catalogue.Category> categories() {
    return catalogue.categories();
  }

  @Operation(summary = "Departments in use")
  @GetMapping("/departments")
  List<Catalogue.Department> departments() {
    return catalogue.departments();
  }
}
