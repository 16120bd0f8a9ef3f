package django

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// absentModules are modules of Django that are left out. They can be imported and their names derived from and called, so that a file which needs one
// of them in a few of its functions still loads; what asks anything of such a name is refused by name (py/_absent.py).
const absentModules = `
conf.global_settings
contrib.admin contrib.admin.options contrib.admin.sites contrib.admin.utils contrib.auth.context_processors contrib.auth.forms
contrib.auth.views contrib.contenttypes.admin contrib.contenttypes.checks contrib.contenttypes.forms contrib.messages contrib.sites contrib.sites.models contrib.sites.shortcuts contrib.staticfiles contrib.staticfiles.handlers
core.checks.async_checks core.checks.caches core.checks.database core.checks.files core.checks.security core.checks.security.base core.checks.security.csrf
core.checks.security.sessions core.checks.templates core.checks.translation core.checks.urls core.files.images core.files.uploadhandler core.files.locks core.files.move core.files.temp core.handlers.exception core.mail core.management.commands.flush core.management.commands.inspectdb core.management.commands.migrate core.management.sql core.serializers.pyyaml core.serializers.xml_serializer
db.backends.base.creation db.backends.ddl_references db.backends.mysql db.backends.oracle db.backends.postgresql
db.migrations.exceptions db.migrations.executor db.migrations.graph db.migrations.recorder
forms forms.fields forms.formsets forms.models forms.utils forms.widgets
middleware middleware.cache middleware.common middleware.csrf middleware.gzip middleware.http middleware.locale middleware.security
template template.backends template.backends.django template.base template.context template.context_processors template.defaultfilters template.exceptions
template.loader template.response
test.html test.runner test.selenium
utils.archive utils._os utils.autoreload utils.feedgenerator utils.lorem_ipsum
views.csrf views.debug views.decorators.gzip views.generic.edit views.i18n views.static
`

const absentSource = `from django._absent import names_of

__getattr__ = names_of(__name__)
`

func registerAbsent() {
	for _, name := range strings.Fields(absentModules) {
		name = "django." + name
		if object.FindNativeModule(name) == nil {
			object.RegisterModule(&object.NativeModule{Name: name, Package: true, Source: absentSource})
		}
	}
}
