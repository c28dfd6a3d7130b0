"""Contains all the data models used in inputs/outputs"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .agent import Agent
    from .agent_activity_log_data import AgentActivityLogData
    from .agent_activity_log_resource import AgentActivityLogResource
    from .ai_agent import AiAgent
    from .ai_agent_resource import AiAgentResource
    from .ai_task import AiTask
    from .ai_task_resource import AiTaskResource
    from .bot_conversation_data_resource import BotConversationDataResource
    from .bot_event_data_resource import BotEventDataResource
    from .bot_event_resource import BotEventResource
    from .bot_field import BotField
    from .bot_field_resource import BotFieldResource
    from .bot_field_var_type import BotFieldVarType
    from .bot_segment_resource import BotSegmentResource
    from .bot_short_cut import BotShortCut
    from .bot_short_cut_resource import BotShortCutResource
    from .bot_user import BotUser
    from .bot_user_resource import BotUserResource
    from .business_hours import BusinessHours
    from .business_hours_resource import BusinessHoursResource
    from .cart_detail_resource import CartDetailResource
    from .cart_item import CartItem
    from .chat_button_widget import ChatButtonWidget
    from .chat_button_widget_resource import ChatButtonWidgetResource
    from .chat_button_widget_status import ChatButtonWidgetStatus
    from .chat_message_resource import ChatMessageResource
    from .chat_msg import ChatMsg
    from .chat_msg_payload_type_0 import ChatMsgPayloadType0
    from .closing_note import ClosingNote
    from .closing_note_resource import ClosingNoteResource
    from .conversation_data import ConversationData
    from .create_discount_code_body import CreateDiscountCodeBody
    from .create_discount_code_response_200 import CreateDiscountCodeResponse200
    from .create_location_body import CreateLocationBody
    from .create_location_response_200 import CreateLocationResponse200
    from .create_product_body import CreateProductBody
    from .create_product_body_allow_no_stock_sell import (
        CreateProductBodyAllowNoStockSell,
    )
    from .create_product_body_status import CreateProductBodyStatus
    from .create_product_body_track_stock import CreateProductBodyTrackStock
    from .create_product_body_use_variant import CreateProductBodyUseVariant
    from .create_product_body_variants_item import CreateProductBodyVariantsItem
    from .create_product_body_variants_item_allow_no_stock_sell import (
        CreateProductBodyVariantsItemAllowNoStockSell,
    )
    from .create_product_body_variants_item_taxable import (
        CreateProductBodyVariantsItemTaxable,
    )
    from .create_product_body_variants_item_track_stock import (
        CreateProductBodyVariantsItemTrackStock,
    )
    from .create_product_response_200 import CreateProductResponse200
    from .create_product_variant_body import CreateProductVariantBody
    from .create_product_variant_body_allow_no_stock_sell import (
        CreateProductVariantBodyAllowNoStockSell,
    )
    from .create_product_variant_body_taxable import CreateProductVariantBodyTaxable
    from .create_product_variant_body_track_stock import (
        CreateProductVariantBodyTrackStock,
    )
    from .create_product_variant_response_200 import CreateProductVariantResponse200
    from .create_tag_body import CreateTagBody
    from .create_tag_response_200 import CreateTagResponse200
    from .create_type_body import CreateTypeBody
    from .create_type_response_200 import CreateTypeResponse200
    from .create_vendor_body import CreateVendorBody
    from .create_vendor_response_200 import CreateVendorResponse200
    from .custom_event import CustomEvent
    from .custom_event_data import CustomEventData
    from .delete_facebook_utility_message_template_body import (
        DeleteFacebookUtilityMessageTemplateBody,
    )
    from .delete_whatsapp_template_body import DeleteWhatsappTemplateBody
    from .discount_code import DiscountCode
    from .discount_code_get_info_by_code_response_200 import (
        DiscountCodeGetInfoByCodeResponse200,
    )
    from .discount_code_get_info_response_200 import DiscountCodeGetInfoResponse200
    from .discount_resource import DiscountResource
    from .error_log_data import ErrorLogData
    from .facebook_utility_message_template import FacebookUtilityMessageTemplate
    from .facebook_utility_message_template_components_item import (
        FacebookUtilityMessageTemplateComponentsItem,
    )
    from .facebook_utility_message_template_components_item_buttons_item import (
        FacebookUtilityMessageTemplateComponentsItemButtonsItem,
    )
    from .facebook_utility_message_template_resource import (
        FacebookUtilityMessageTemplateResource,
    )
    from .flow import Flow
    from .flow_agent_activity_log_data_response_200 import (
        FlowAgentActivityLogDataResponse200,
    )
    from .flow_agent_summary import FlowAgentSummary
    from .flow_agent_summary_resource import FlowAgentSummaryResource
    from .flow_bot_user_add_labels_by_name_body import FlowBotUserAddLabelsByNameBody
    from .flow_bot_user_add_labels_by_name_body_data_item import (
        FlowBotUserAddLabelsByNameBodyDataItem,
    )
    from .flow_bot_user_add_tag_body import FlowBotUserAddTagBody
    from .flow_bot_user_add_tag_by_name_body import FlowBotUserAddTagByNameBody
    from .flow_bot_user_add_tags_body import FlowBotUserAddTagsBody
    from .flow_bot_user_add_tags_body_data_item import FlowBotUserAddTagsBodyDataItem
    from .flow_bot_user_add_tags_by_name_body import FlowBotUserAddTagsByNameBody
    from .flow_bot_user_add_tags_by_name_body_data_item import (
        FlowBotUserAddTagsByNameBodyDataItem,
    )
    from .flow_bot_user_add_to_cart_body import FlowBotUserAddToCartBody
    from .flow_bot_user_app_trigger_body import FlowBotUserAppTriggerBody
    from .flow_bot_user_app_trigger_body_context import FlowBotUserAppTriggerBodyContext
    from .flow_bot_user_assign_agent_body import FlowBotUserAssignAgentBody
    from .flow_bot_user_assign_agent_group_body import FlowBotUserAssignAgentGroupBody
    from .flow_bot_user_broadcast_body import FlowBotUserBroadcastBody
    from .flow_bot_user_broadcast_by_segment_body import (
        FlowBotUserBroadcastBySegmentBody,
    )
    from .flow_bot_user_broadcast_by_segment_body_bot_fields_item import (
        FlowBotUserBroadcastBySegmentBodyBotFieldsItem,
    )
    from .flow_bot_user_broadcast_by_tag_body import FlowBotUserBroadcastByTagBody
    from .flow_bot_user_broadcast_by_tag_body_user_fields_item import (
        FlowBotUserBroadcastByTagBodyUserFieldsItem,
    )
    from .flow_bot_user_broadcast_by_user_id_body import (
        FlowBotUserBroadcastByUserIdBody,
    )
    from .flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body import (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBody,
    )
    from .flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body_facebook_utility_message_template import (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplate,
    )
    from .flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body_facebook_utility_message_template_params import (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplateParams,
    )
    from .flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body import (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBody,
    )
    from .flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template import (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate,
    )
    from .flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template_params import (
        FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplateParams,
    )
    from .flow_bot_user_broadcast_whatsapp_template_by_tag_body import (
        FlowBotUserBroadcastWhatsappTemplateByTagBody,
    )
    from .flow_bot_user_broadcast_whatsapp_template_by_tag_body_wa_template import (
        FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplate,
    )
    from .flow_bot_user_broadcast_whatsapp_template_by_tag_body_wa_template_params import (
        FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplateParams,
    )
    from .flow_bot_user_broadcast_whatsapp_template_by_user_id_body import (
        FlowBotUserBroadcastWhatsappTemplateByUserIdBody,
    )
    from .flow_bot_user_broadcast_whatsapp_template_by_user_id_body_wa_template import (
        FlowBotUserBroadcastWhatsappTemplateByUserIdBodyWaTemplate,
    )
    from .flow_bot_user_broadcast_whatsapp_template_by_user_id_body_wa_template_params import (
        FlowBotUserBroadcastWhatsappTemplateByUserIdBodyWaTemplateParams,
    )
    from .flow_bot_user_broadcasts_status import FlowBotUserBroadcastsStatus
    from .flow_bot_user_cart_paid_body import FlowBotUserCartPaidBody
    from .flow_bot_user_chat_messages_by_mids_body import (
        FlowBotUserChatMessagesByMidsBody,
    )
    from .flow_bot_user_clear_user_field_body import FlowBotUserClearUserFieldBody
    from .flow_bot_user_clear_user_field_by_name_body import (
        FlowBotUserClearUserFieldByNameBody,
    )
    from .flow_bot_user_clear_user_fields_body import FlowBotUserClearUserFieldsBody
    from .flow_bot_user_clear_user_fields_body_data_item import (
        FlowBotUserClearUserFieldsBodyDataItem,
    )
    from .flow_bot_user_clear_user_fields_by_name_body import (
        FlowBotUserClearUserFieldsByNameBody,
    )
    from .flow_bot_user_clear_user_fields_by_name_body_data_item import (
        FlowBotUserClearUserFieldsByNameBodyDataItem,
    )
    from .flow_bot_user_create_order_body import FlowBotUserCreateOrderBody
    from .flow_bot_user_create_order_body_items_item import (
        FlowBotUserCreateOrderBodyItemsItem,
    )
    from .flow_bot_user_empty_cart_body import FlowBotUserEmptyCartBody
    from .flow_bot_user_log_custom_event_body import FlowBotUserLogCustomEventBody
    from .flow_bot_user_move_chat_to_body import FlowBotUserMoveChatToBody
    from .flow_bot_user_opt_in_email_body import FlowBotUserOptInEmailBody
    from .flow_bot_user_opt_in_sms_body import FlowBotUserOptInSmsBody
    from .flow_bot_user_opt_out_email_body import FlowBotUserOptOutEmailBody
    from .flow_bot_user_opt_out_sms_body import FlowBotUserOptOutSmsBody
    from .flow_bot_user_pause_bot_body import FlowBotUserPauseBotBody
    from .flow_bot_user_remove_from_cart_body import FlowBotUserRemoveFromCartBody
    from .flow_bot_user_remove_labels_by_name_body import (
        FlowBotUserRemoveLabelsByNameBody,
    )
    from .flow_bot_user_remove_labels_by_name_body_data_item import (
        FlowBotUserRemoveLabelsByNameBodyDataItem,
    )
    from .flow_bot_user_remove_tag_body import FlowBotUserRemoveTagBody
    from .flow_bot_user_remove_tag_by_name_body import FlowBotUserRemoveTagByNameBody
    from .flow_bot_user_remove_tags_body import FlowBotUserRemoveTagsBody
    from .flow_bot_user_remove_tags_body_data_item import (
        FlowBotUserRemoveTagsBodyDataItem,
    )
    from .flow_bot_user_remove_tags_by_name_body import FlowBotUserRemoveTagsByNameBody
    from .flow_bot_user_remove_tags_by_name_body_data_item import (
        FlowBotUserRemoveTagsByNameBodyDataItem,
    )
    from .flow_bot_user_resume_bot_body import FlowBotUserResumeBotBody
    from .flow_bot_user_send_content_body import FlowBotUserSendContentBody
    from .flow_bot_user_send_content_body_data import FlowBotUserSendContentBodyData
    from .flow_bot_user_send_content_body_data_content import (
        FlowBotUserSendContentBodyDataContent,
    )
    from .flow_bot_user_send_content_body_data_content_actions_item import (
        FlowBotUserSendContentBodyDataContentActionsItem,
    )
    from .flow_bot_user_send_content_body_data_content_actions_item_action import (
        FlowBotUserSendContentBodyDataContentActionsItemAction,
    )
    from .flow_bot_user_send_content_body_data_content_messages_item import (
        FlowBotUserSendContentBodyDataContentMessagesItem,
    )
    from .flow_bot_user_send_content_body_data_content_messages_item_type import (
        FlowBotUserSendContentBodyDataContentMessagesItemType,
    )
    from .flow_bot_user_send_content_body_data_content_quick_replies_item import (
        FlowBotUserSendContentBodyDataContentQuickRepliesItem,
    )
    from .flow_bot_user_send_content_body_data_content_quick_replies_item_type import (
        FlowBotUserSendContentBodyDataContentQuickRepliesItemType,
    )
    from .flow_bot_user_send_content_body_data_version import (
        FlowBotUserSendContentBodyDataVersion,
    )
    from .flow_bot_user_send_email_body import FlowBotUserSendEmailBody
    from .flow_bot_user_send_facebook_utility_message_template_body import (
        FlowBotUserSendFacebookUtilityMessageTemplateBody,
    )
    from .flow_bot_user_send_facebook_utility_message_template_body_content import (
        FlowBotUserSendFacebookUtilityMessageTemplateBodyContent,
    )
    from .flow_bot_user_send_facebook_utility_message_template_body_content_params import (
        FlowBotUserSendFacebookUtilityMessageTemplateBodyContentParams,
    )
    from .flow_bot_user_send_facebook_utility_message_template_by_user_id_body import (
        FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBody,
    )
    from .flow_bot_user_send_facebook_utility_message_template_by_user_id_body_content import (
        FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContent,
    )
    from .flow_bot_user_send_facebook_utility_message_template_by_user_id_body_content_params import (
        FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContentParams,
    )
    from .flow_bot_user_send_main_flow_body import FlowBotUserSendMainFlowBody
    from .flow_bot_user_send_node_body import FlowBotUserSendNodeBody
    from .flow_bot_user_send_sms_body import FlowBotUserSendSmsBody
    from .flow_bot_user_send_sub_flow_body import FlowBotUserSendSubFlowBody
    from .flow_bot_user_send_sub_flow_by_flow_name_body import (
        FlowBotUserSendSubFlowByFlowNameBody,
    )
    from .flow_bot_user_send_sub_flow_by_user_id_body import (
        FlowBotUserSendSubFlowByUserIdBody,
    )
    from .flow_bot_user_send_text_body import FlowBotUserSendTextBody
    from .flow_bot_user_send_whatsapp_template_body import (
        FlowBotUserSendWhatsappTemplateBody,
    )
    from .flow_bot_user_send_whatsapp_template_body_content import (
        FlowBotUserSendWhatsappTemplateBodyContent,
    )
    from .flow_bot_user_send_whatsapp_template_body_content_params import (
        FlowBotUserSendWhatsappTemplateBodyContentParams,
    )
    from .flow_bot_user_send_whatsapp_template_by_user_id_body import (
        FlowBotUserSendWhatsappTemplateByUserIdBody,
    )
    from .flow_bot_user_send_whatsapp_template_by_user_id_body_contact import (
        FlowBotUserSendWhatsappTemplateByUserIdBodyContact,
    )
    from .flow_bot_user_send_whatsapp_template_by_user_id_body_content import (
        FlowBotUserSendWhatsappTemplateByUserIdBodyContent,
    )
    from .flow_bot_user_send_whatsapp_template_by_user_id_body_content_params import (
        FlowBotUserSendWhatsappTemplateByUserIdBodyContentParams,
    )
    from .flow_bot_user_set_user_field_body import FlowBotUserSetUserFieldBody
    from .flow_bot_user_set_user_field_by_name_body import (
        FlowBotUserSetUserFieldByNameBody,
    )
    from .flow_bot_user_set_user_fields_body import FlowBotUserSetUserFieldsBody
    from .flow_bot_user_set_user_fields_body_data_item import (
        FlowBotUserSetUserFieldsBodyDataItem,
    )
    from .flow_bot_user_set_user_fields_by_name_body import (
        FlowBotUserSetUserFieldsByNameBody,
    )
    from .flow_bot_user_set_user_fields_by_name_body_data_item import (
        FlowBotUserSetUserFieldsByNameBodyDataItem,
    )
    from .flow_bot_user_subscribe_to_bot_body import FlowBotUserSubscribeToBotBody
    from .flow_bot_user_unassign_agent_body import FlowBotUserUnassignAgentBody
    from .flow_bot_user_unsubscribe_from_bot_body import (
        FlowBotUserUnsubscribeFromBotBody,
    )
    from .flow_bot_user_update_order_status_body import FlowBotUserUpdateOrderStatusBody
    from .flow_bot_users_count_response_200 import FlowBotUsersCountResponse200
    from .flow_bot_users_count_response_200_data_item import (
        FlowBotUsersCountResponse200DataItem,
    )
    from .flow_bot_users_count_response_200_data_item_status import (
        FlowBotUsersCountResponse200DataItemStatus,
    )
    from .flow_conversations_data_response_200 import FlowConversationsDataResponse200
    from .flow_create_bot_field_response_200 import FlowCreateBotFieldResponse200
    from .flow_create_bot_user_body import FlowCreateBotUserBody
    from .flow_create_closing_note_body import FlowCreateClosingNoteBody
    from .flow_create_many_bot_users_body import FlowCreateManyBotUsersBody
    from .flow_create_many_bot_users_body_users_item import (
        FlowCreateManyBotUsersBodyUsersItem,
    )
    from .flow_create_many_bot_users_body_users_item_tags_item import (
        FlowCreateManyBotUsersBodyUsersItemTagsItem,
    )
    from .flow_create_many_bot_users_body_users_item_user_fields_item import (
        FlowCreateManyBotUsersBodyUsersItemUserFieldsItem,
    )
    from .flow_create_shortcut_body import FlowCreateShortcutBody
    from .flow_create_tag_body import FlowCreateTagBody
    from .flow_create_user_field_response_200 import FlowCreateUserFieldResponse200
    from .flow_delete_bot_field_body import FlowDeleteBotFieldBody
    from .flow_delete_bot_field_by_name_body import FlowDeleteBotFieldByNameBody
    from .flow_delete_bot_user_body import FlowDeleteBotUserBody
    from .flow_delete_closing_note_body import FlowDeleteClosingNoteBody
    from .flow_delete_shortcut_body import FlowDeleteShortcutBody
    from .flow_delete_sub_flow_body import FlowDeleteSubFlowBody
    from .flow_delete_tag_body import FlowDeleteTagBody
    from .flow_delete_tag_by_name_body import FlowDeleteTagByNameBody
    from .flow_delete_user_field_body import FlowDeleteUserFieldBody
    from .flow_delete_user_field_by_name_body import FlowDeleteUserFieldByNameBody
    from .flow_error_log_data_response_200 import FlowErrorLogDataResponse200
    from .flow_events_data_response_200 import FlowEventsDataResponse200
    from .flow_events_summary_response_200 import FlowEventsSummaryResponse200
    from .flow_events_summary_response_200_stats_item import (
        FlowEventsSummaryResponse200StatsItem,
    )
    from .flow_events_summary_response_200_text_values_item import (
        FlowEventsSummaryResponse200TextValuesItem,
    )
    from .flow_events_summary_response_200_total import (
        FlowEventsSummaryResponse200Total,
    )
    from .flow_get_default_ai_provider_response_200 import (
        FlowGetDefaultAiProviderResponse200,
    )
    from .flow_get_default_ai_provider_response_200_data import (
        FlowGetDefaultAiProviderResponse200Data,
    )
    from .flow_resource import FlowResource
    from .flow_set_audio_transcription_body import FlowSetAudioTranscriptionBody
    from .flow_set_default_ai_provider_body import FlowSetDefaultAiProviderBody
    from .flow_set_default_ai_provider_body_ai_provider import (
        FlowSetDefaultAiProviderBodyAiProvider,
    )
    from .flow_set_default_start_flow_body import FlowSetDefaultStartFlowBody
    from .flow_set_web_chat_widget_default_start_flow_body import (
        FlowSetWebChatWidgetDefaultStartFlowBody,
    )
    from .flow_update_ai_agent_provider_body import FlowUpdateAiAgentProviderBody
    from .flow_update_ai_agent_provider_body_ai_provider import (
        FlowUpdateAiAgentProviderBodyAiProvider,
    )
    from .flow_update_ai_task_provider_body import FlowUpdateAiTaskProviderBody
    from .flow_update_ai_task_provider_body_ai_provider import (
        FlowUpdateAiTaskProviderBodyAiProvider,
    )
    from .flow_update_bot_field_body import FlowUpdateBotFieldBody
    from .flow_update_bot_field_by_name_body import FlowUpdateBotFieldByNameBody
    from .flow_update_bot_fields_body import FlowUpdateBotFieldsBody
    from .flow_update_bot_fields_body_data_item import FlowUpdateBotFieldsBodyDataItem
    from .flow_update_bot_fields_by_name_body import FlowUpdateBotFieldsByNameBody
    from .flow_update_bot_fields_by_name_body_data_item import (
        FlowUpdateBotFieldsByNameBodyDataItem,
    )
    from .flow_update_bot_user_body import FlowUpdateBotUserBody
    from .flow_update_closing_note_body import FlowUpdateClosingNoteBody
    from .flow_update_shortcut_body import FlowUpdateShortcutBody
    from .flow_update_user_field_body import FlowUpdateUserFieldBody
    from .flow_usage_summary import FlowUsageSummary
    from .flow_usage_summary_resource import FlowUsageSummaryResource
    from .flow_view_ai_agent_info_body import FlowViewAiAgentInfoBody
    from .flow_view_ai_task_info_body import FlowViewAiTaskInfoBody
    from .get_ainvented_data_response_200 import GetAinventedDataResponse200
    from .get_ainvented_data_response_200_data import GetAinventedDataResponse200Data
    from .get_calude_ai_data_response_200 import GetCaludeAiDataResponse200
    from .get_calude_ai_data_response_200_data import GetCaludeAiDataResponse200Data
    from .get_dropi_data_response_200 import GetDropiDataResponse200
    from .get_dropi_data_response_200_data import GetDropiDataResponse200Data
    from .get_meta_conversions_api_data_response_200 import (
        GetMetaConversionsApiDataResponse200,
    )
    from .get_meta_conversions_api_data_response_200_data import (
        GetMetaConversionsApiDataResponse200Data,
    )
    from .get_open_ai_data_response_200 import GetOpenAiDataResponse200
    from .get_open_ai_data_response_200_data import GetOpenAiDataResponse200Data
    from .get_s3_storage_data_response_200 import GetS3StorageDataResponse200
    from .get_s3_storage_data_response_200_data import GetS3StorageDataResponse200Data
    from .get_shopify_data_response_200 import GetShopifyDataResponse200
    from .get_shopify_data_response_200_data import GetShopifyDataResponse200Data
    from .get_woocommerce_data_response_200 import GetWoocommerceDataResponse200
    from .get_woocommerce_data_response_200_data import (
        GetWoocommerceDataResponse200Data,
    )
    from .get_x_ai_data_response_200 import GetXAiDataResponse200
    from .get_x_ai_data_response_200_data import GetXAiDataResponse200Data
    from .inbound_webhook import InboundWebhook
    from .inbound_webhook_resource import InboundWebhookResource
    from .installed_app import InstalledApp
    from .installed_app_resource import InstalledAppResource
    from .list_installed_mini_apps_response_200 import ListInstalledMiniAppsResponse200
    from .location_get_info_response_200 import LocationGetInfoResponse200
    from .mark_notification_as_read_body import MarkNotificationAsReadBody
    from .media import Media
    from .media_resource import MediaResource
    from .open_ai_embedding import OpenAiEmbedding
    from .open_ai_embedding_create_body import OpenAiEmbeddingCreateBody
    from .open_ai_embedding_create_response_200 import OpenAiEmbeddingCreateResponse200
    from .open_ai_embedding_generate_response_200 import (
        OpenAiEmbeddingGenerateResponse200,
    )
    from .open_ai_embedding_get_info_response_200 import (
        OpenAiEmbeddingGetInfoResponse200,
    )
    from .open_ai_embedding_import_body import OpenAiEmbeddingImportBody
    from .open_ai_embedding_import_body_rows_item import (
        OpenAiEmbeddingImportBodyRowsItem,
    )
    from .open_ai_embedding_import_response_200 import OpenAiEmbeddingImportResponse200
    from .open_ai_embedding_resource import OpenAiEmbeddingResource
    from .open_ai_embedding_update_body import OpenAiEmbeddingUpdateBody
    from .open_ai_embedding_update_response_200 import OpenAiEmbeddingUpdateResponse200
    from .order import Order
    from .order_get_info_response_200 import OrderGetInfoResponse200
    from .order_resource import OrderResource
    from .orders_response_200 import OrdersResponse200
    from .orders_response_200_data_item import OrdersResponse200DataItem
    from .product import Product
    from .product_get_info_response_200 import ProductGetInfoResponse200
    from .product_resource import ProductResource
    from .product_tag import ProductTag
    from .product_tag_resource import ProductTagResource
    from .product_type import ProductType
    from .product_type_resource import ProductTypeResource
    from .product_variant_info_response_200 import ProductVariantInfoResponse200
    from .product_vendor import ProductVendor
    from .product_vendor_resource import ProductVendorResource
    from .response_error import ResponseError
    from .response_ok import ResponseOk
    from .segment import Segment
    from .shop_get_business_hours_response_200 import ShopGetBusinessHoursResponse200
    from .shop_location import ShopLocation
    from .shop_location_resource import ShopLocationResource
    from .shop_update_business_hours_body import ShopUpdateBusinessHoursBody
    from .shop_update_business_hours_body_data_item import (
        ShopUpdateBusinessHoursBodyDataItem,
    )
    from .shop_update_business_hours_response_200 import (
        ShopUpdateBusinessHoursResponse200,
    )
    from .sub_flow import SubFlow
    from .sub_flow_resource import SubFlowResource
    from .system_field import SystemField
    from .system_field_resource import SystemFieldResource
    from .tag import Tag
    from .tag_get_info_response_200 import TagGetInfoResponse200
    from .tag_resource import TagResource
    from .team_agent_resource import TeamAgentResource
    from .team_create_agent_group_body import TeamCreateAgentGroupBody
    from .team_create_label_body import TeamCreateLabelBody
    from .team_create_ticket_list_item_body import TeamCreateTicketListItemBody
    from .team_create_ticket_list_item_comment_body import (
        TeamCreateTicketListItemCommentBody,
    )
    from .team_delete_label_body import TeamDeleteLabelBody
    from .team_delete_label_by_name_body import TeamDeleteLabelByNameBody
    from .team_group import TeamGroup
    from .team_group_resource import TeamGroupResource
    from .team_label import TeamLabel
    from .team_label_resource import TeamLabelResource
    from .team_list import TeamList
    from .team_list_log_data import TeamListLogData
    from .team_list_log_data_resource import TeamListLogDataResource
    from .team_list_resource import TeamListResource
    from .team_ticket_list_item_comments_response_200 import (
        TeamTicketListItemCommentsResponse200,
    )
    from .team_ticket_list_item_comments_response_200_data_item import (
        TeamTicketListItemCommentsResponse200DataItem,
    )
    from .team_update_agent_group_body import TeamUpdateAgentGroupBody
    from .team_update_agent_group_users_body import TeamUpdateAgentGroupUsersBody
    from .team_update_agent_group_users_body_members_item import (
        TeamUpdateAgentGroupUsersBodyMembersItem,
    )
    from .team_update_ticket_list_item_body import TeamUpdateTicketListItemBody
    from .team_update_ticket_list_item_body_comment import (
        TeamUpdateTicketListItemBodyComment,
    )
    from .template import Template
    from .template_install import TemplateInstall
    from .template_install_log_resource import TemplateInstallLogResource
    from .template_one_time_link_resource import TemplateOneTimeLinkResource
    from .template_one_time_link_response_200 import TemplateOneTimeLinkResponse200
    from .template_resource import TemplateResource
    from .ticket import Ticket
    from .ticket_resource import TicketResource
    from .type_get_info_response_200 import TypeGetInfoResponse200
    from .update_ainvented_data_body import UpdateAinventedDataBody
    from .update_ainvented_data_response_200 import UpdateAinventedDataResponse200
    from .update_ainvented_data_response_200_data import (
        UpdateAinventedDataResponse200Data,
    )
    from .update_calude_ai_data_body import UpdateCaludeAiDataBody
    from .update_calude_ai_data_response_200 import UpdateCaludeAiDataResponse200
    from .update_calude_ai_data_response_200_data import (
        UpdateCaludeAiDataResponse200Data,
    )
    from .update_discount_code_body import UpdateDiscountCodeBody
    from .update_discount_code_response_200 import UpdateDiscountCodeResponse200
    from .update_dropi_data_body import UpdateDropiDataBody
    from .update_dropi_data_response_200 import UpdateDropiDataResponse200
    from .update_dropi_data_response_200_data import UpdateDropiDataResponse200Data
    from .update_location_body import UpdateLocationBody
    from .update_location_response_200 import UpdateLocationResponse200
    from .update_meta_conversions_api_data_body import UpdateMetaConversionsApiDataBody
    from .update_meta_conversions_api_data_response_200 import (
        UpdateMetaConversionsApiDataResponse200,
    )
    from .update_meta_conversions_api_data_response_200_data import (
        UpdateMetaConversionsApiDataResponse200Data,
    )
    from .update_mini_app_api_key_body import UpdateMiniAppApiKeyBody
    from .update_mini_app_api_key_response_200 import UpdateMiniAppApiKeyResponse200
    from .update_open_ai_data_body import UpdateOpenAiDataBody
    from .update_open_ai_data_response_200 import UpdateOpenAiDataResponse200
    from .update_open_ai_data_response_200_data import UpdateOpenAiDataResponse200Data
    from .update_order_body import UpdateOrderBody
    from .update_order_body_items_item import UpdateOrderBodyItemsItem
    from .update_product_body import UpdateProductBody
    from .update_product_body_status import UpdateProductBodyStatus
    from .update_product_response_200 import UpdateProductResponse200
    from .update_product_variant_body import UpdateProductVariantBody
    from .update_product_variant_body_allow_no_stock_sell import (
        UpdateProductVariantBodyAllowNoStockSell,
    )
    from .update_product_variant_body_taxable import UpdateProductVariantBodyTaxable
    from .update_product_variant_body_track_stock import (
        UpdateProductVariantBodyTrackStock,
    )
    from .update_product_variant_response_200 import UpdateProductVariantResponse200
    from .update_s3_storage_data_body import UpdateS3StorageDataBody
    from .update_s3_storage_data_response_200 import UpdateS3StorageDataResponse200
    from .update_s3_storage_data_response_200_data import (
        UpdateS3StorageDataResponse200Data,
    )
    from .update_shopify_data_body import UpdateShopifyDataBody
    from .update_shopify_data_response_200 import UpdateShopifyDataResponse200
    from .update_shopify_data_response_200_data import UpdateShopifyDataResponse200Data
    from .update_tag_body import UpdateTagBody
    from .update_tag_response_200 import UpdateTagResponse200
    from .update_type_body import UpdateTypeBody
    from .update_type_response_200 import UpdateTypeResponse200
    from .update_vendor_body import UpdateVendorBody
    from .update_vendor_response_200 import UpdateVendorResponse200
    from .update_woocommerce_data_body import UpdateWoocommerceDataBody
    from .update_woocommerce_data_response_200 import UpdateWoocommerceDataResponse200
    from .update_woocommerce_data_response_200_data import (
        UpdateWoocommerceDataResponse200Data,
    )
    from .update_x_ai_data_body import UpdateXAiDataBody
    from .update_x_ai_data_response_200 import UpdateXAiDataResponse200
    from .update_x_ai_data_response_200_data import UpdateXAiDataResponse200Data
    from .user import User
    from .user_change_password_body import UserChangePasswordBody
    from .user_field import UserField
    from .user_field_resource import UserFieldResource
    from .user_field_var_type import UserFieldVarType
    from .variant import Variant
    from .variant_json_var_resource import VariantJsonVarResource
    from .variant_resource import VariantResource
    from .vendor_get_info_response_200 import VendorGetInfoResponse200
    from .whatsapp_template import WhatsappTemplate
    from .whatsapp_template_components_item import WhatsappTemplateComponentsItem
    from .whatsapp_template_resource import WhatsappTemplateResource
    from .workspace_info_response_200 import WorkspaceInfoResponse200
    from .workspace_info_response_200_data import WorkspaceInfoResponse200Data
    from .workspace_settings_channels_response_200 import (
        WorkspaceSettingsChannelsResponse200,
    )
    from .workspace_settings_channels_response_200_data import (
        WorkspaceSettingsChannelsResponse200Data,
    )
    from .workspace_settings_channels_update_body import (
        WorkspaceSettingsChannelsUpdateBody,
    )
    from .workspace_settings_channels_update_response_200 import (
        WorkspaceSettingsChannelsUpdateResponse200,
    )
    from .workspace_settings_channels_update_response_200_data import (
        WorkspaceSettingsChannelsUpdateResponse200Data,
    )
    from .workspace_settings_live_chat_sidebar_response_200 import (
        WorkspaceSettingsLiveChatSidebarResponse200,
    )
    from .workspace_settings_live_chat_sidebar_update_body import (
        WorkspaceSettingsLiveChatSidebarUpdateBody,
    )
    from .workspace_settings_live_chat_sidebar_update_response_200 import (
        WorkspaceSettingsLiveChatSidebarUpdateResponse200,
    )
    from .workspace_whatsapp_call_logs_direction import (
        WorkspaceWhatsappCallLogsDirection,
    )
    from .workspace_whatsapp_call_logs_response_200 import (
        WorkspaceWhatsappCallLogsResponse200,
    )
    from .workspace_whatsapp_call_logs_response_200_data_item import (
        WorkspaceWhatsappCallLogsResponse200DataItem,
    )
    from .workspace_whatsapp_call_logs_status import WorkspaceWhatsappCallLogsStatus

_MODULES = {
    "Agent": ".agent",
    "AgentActivityLogData": ".agent_activity_log_data",
    "AgentActivityLogResource": ".agent_activity_log_resource",
    "AiAgent": ".ai_agent",
    "AiAgentResource": ".ai_agent_resource",
    "AiTask": ".ai_task",
    "AiTaskResource": ".ai_task_resource",
    "BotConversationDataResource": ".bot_conversation_data_resource",
    "BotEventDataResource": ".bot_event_data_resource",
    "BotEventResource": ".bot_event_resource",
    "BotField": ".bot_field",
    "BotFieldResource": ".bot_field_resource",
    "BotFieldVarType": ".bot_field_var_type",
    "BotSegmentResource": ".bot_segment_resource",
    "BotShortCut": ".bot_short_cut",
    "BotShortCutResource": ".bot_short_cut_resource",
    "BotUser": ".bot_user",
    "BotUserResource": ".bot_user_resource",
    "BusinessHours": ".business_hours",
    "BusinessHoursResource": ".business_hours_resource",
    "CartDetailResource": ".cart_detail_resource",
    "CartItem": ".cart_item",
    "ChatButtonWidget": ".chat_button_widget",
    "ChatButtonWidgetResource": ".chat_button_widget_resource",
    "ChatButtonWidgetStatus": ".chat_button_widget_status",
    "ChatMessageResource": ".chat_message_resource",
    "ChatMsg": ".chat_msg",
    "ChatMsgPayloadType0": ".chat_msg_payload_type_0",
    "ClosingNote": ".closing_note",
    "ClosingNoteResource": ".closing_note_resource",
    "ConversationData": ".conversation_data",
    "CreateDiscountCodeBody": ".create_discount_code_body",
    "CreateDiscountCodeResponse200": ".create_discount_code_response_200",
    "CreateLocationBody": ".create_location_body",
    "CreateLocationResponse200": ".create_location_response_200",
    "CreateProductBody": ".create_product_body",
    "CreateProductBodyAllowNoStockSell": ".create_product_body_allow_no_stock_sell",
    "CreateProductBodyStatus": ".create_product_body_status",
    "CreateProductBodyTrackStock": ".create_product_body_track_stock",
    "CreateProductBodyUseVariant": ".create_product_body_use_variant",
    "CreateProductBodyVariantsItem": ".create_product_body_variants_item",
    "CreateProductBodyVariantsItemAllowNoStockSell": ".create_product_body_variants_item_allow_no_stock_sell",
    "CreateProductBodyVariantsItemTaxable": ".create_product_body_variants_item_taxable",
    "CreateProductBodyVariantsItemTrackStock": ".create_product_body_variants_item_track_stock",
    "CreateProductResponse200": ".create_product_response_200",
    "CreateProductVariantBody": ".create_product_variant_body",
    "CreateProductVariantBodyAllowNoStockSell": ".create_product_variant_body_allow_no_stock_sell",
    "CreateProductVariantBodyTaxable": ".create_product_variant_body_taxable",
    "CreateProductVariantBodyTrackStock": ".create_product_variant_body_track_stock",
    "CreateProductVariantResponse200": ".create_product_variant_response_200",
    "CreateTagBody": ".create_tag_body",
    "CreateTagResponse200": ".create_tag_response_200",
    "CreateTypeBody": ".create_type_body",
    "CreateTypeResponse200": ".create_type_response_200",
    "CreateVendorBody": ".create_vendor_body",
    "CreateVendorResponse200": ".create_vendor_response_200",
    "CustomEvent": ".custom_event",
    "CustomEventData": ".custom_event_data",
    "DeleteFacebookUtilityMessageTemplateBody": ".delete_facebook_utility_message_template_body",
    "DeleteWhatsappTemplateBody": ".delete_whatsapp_template_body",
    "DiscountCode": ".discount_code",
    "DiscountCodeGetInfoByCodeResponse200": ".discount_code_get_info_by_code_response_200",
    "DiscountCodeGetInfoResponse200": ".discount_code_get_info_response_200",
    "DiscountResource": ".discount_resource",
    "ErrorLogData": ".error_log_data",
    "FacebookUtilityMessageTemplate": ".facebook_utility_message_template",
    "FacebookUtilityMessageTemplateComponentsItem": ".facebook_utility_message_template_components_item",
    "FacebookUtilityMessageTemplateComponentsItemButtonsItem": ".facebook_utility_message_template_components_item_buttons_item",
    "FacebookUtilityMessageTemplateResource": ".facebook_utility_message_template_resource",
    "Flow": ".flow",
    "FlowAgentActivityLogDataResponse200": ".flow_agent_activity_log_data_response_200",
    "FlowAgentSummary": ".flow_agent_summary",
    "FlowAgentSummaryResource": ".flow_agent_summary_resource",
    "FlowBotUserAddLabelsByNameBody": ".flow_bot_user_add_labels_by_name_body",
    "FlowBotUserAddLabelsByNameBodyDataItem": ".flow_bot_user_add_labels_by_name_body_data_item",
    "FlowBotUserAddTagBody": ".flow_bot_user_add_tag_body",
    "FlowBotUserAddTagByNameBody": ".flow_bot_user_add_tag_by_name_body",
    "FlowBotUserAddTagsBody": ".flow_bot_user_add_tags_body",
    "FlowBotUserAddTagsBodyDataItem": ".flow_bot_user_add_tags_body_data_item",
    "FlowBotUserAddTagsByNameBody": ".flow_bot_user_add_tags_by_name_body",
    "FlowBotUserAddTagsByNameBodyDataItem": ".flow_bot_user_add_tags_by_name_body_data_item",
    "FlowBotUserAddToCartBody": ".flow_bot_user_add_to_cart_body",
    "FlowBotUserAppTriggerBody": ".flow_bot_user_app_trigger_body",
    "FlowBotUserAppTriggerBodyContext": ".flow_bot_user_app_trigger_body_context",
    "FlowBotUserAssignAgentBody": ".flow_bot_user_assign_agent_body",
    "FlowBotUserAssignAgentGroupBody": ".flow_bot_user_assign_agent_group_body",
    "FlowBotUserBroadcastBody": ".flow_bot_user_broadcast_body",
    "FlowBotUserBroadcastBySegmentBody": ".flow_bot_user_broadcast_by_segment_body",
    "FlowBotUserBroadcastBySegmentBodyBotFieldsItem": ".flow_bot_user_broadcast_by_segment_body_bot_fields_item",
    "FlowBotUserBroadcastByTagBody": ".flow_bot_user_broadcast_by_tag_body",
    "FlowBotUserBroadcastByTagBodyUserFieldsItem": ".flow_bot_user_broadcast_by_tag_body_user_fields_item",
    "FlowBotUserBroadcastByUserIdBody": ".flow_bot_user_broadcast_by_user_id_body",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBody": ".flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplate": ".flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body_facebook_utility_message_template",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplateParams": ".flow_bot_user_broadcast_facebook_utility_message_template_by_tag_body_facebook_utility_message_template_params",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBody": ".flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate": ".flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplateParams": ".flow_bot_user_broadcast_facebook_utility_message_template_by_user_id_body_facebook_utility_message_template_params",
    "FlowBotUserBroadcastWhatsappTemplateByTagBody": ".flow_bot_user_broadcast_whatsapp_template_by_tag_body",
    "FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplate": ".flow_bot_user_broadcast_whatsapp_template_by_tag_body_wa_template",
    "FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplateParams": ".flow_bot_user_broadcast_whatsapp_template_by_tag_body_wa_template_params",
    "FlowBotUserBroadcastWhatsappTemplateByUserIdBody": ".flow_bot_user_broadcast_whatsapp_template_by_user_id_body",
    "FlowBotUserBroadcastWhatsappTemplateByUserIdBodyWaTemplate": ".flow_bot_user_broadcast_whatsapp_template_by_user_id_body_wa_template",
    "FlowBotUserBroadcastWhatsappTemplateByUserIdBodyWaTemplateParams": ".flow_bot_user_broadcast_whatsapp_template_by_user_id_body_wa_template_params",
    "FlowBotUserBroadcastsStatus": ".flow_bot_user_broadcasts_status",
    "FlowBotUserCartPaidBody": ".flow_bot_user_cart_paid_body",
    "FlowBotUserChatMessagesByMidsBody": ".flow_bot_user_chat_messages_by_mids_body",
    "FlowBotUserClearUserFieldBody": ".flow_bot_user_clear_user_field_body",
    "FlowBotUserClearUserFieldByNameBody": ".flow_bot_user_clear_user_field_by_name_body",
    "FlowBotUserClearUserFieldsBody": ".flow_bot_user_clear_user_fields_body",
    "FlowBotUserClearUserFieldsBodyDataItem": ".flow_bot_user_clear_user_fields_body_data_item",
    "FlowBotUserClearUserFieldsByNameBody": ".flow_bot_user_clear_user_fields_by_name_body",
    "FlowBotUserClearUserFieldsByNameBodyDataItem": ".flow_bot_user_clear_user_fields_by_name_body_data_item",
    "FlowBotUserCreateOrderBody": ".flow_bot_user_create_order_body",
    "FlowBotUserCreateOrderBodyItemsItem": ".flow_bot_user_create_order_body_items_item",
    "FlowBotUserEmptyCartBody": ".flow_bot_user_empty_cart_body",
    "FlowBotUserLogCustomEventBody": ".flow_bot_user_log_custom_event_body",
    "FlowBotUserMoveChatToBody": ".flow_bot_user_move_chat_to_body",
    "FlowBotUserOptInEmailBody": ".flow_bot_user_opt_in_email_body",
    "FlowBotUserOptInSmsBody": ".flow_bot_user_opt_in_sms_body",
    "FlowBotUserOptOutEmailBody": ".flow_bot_user_opt_out_email_body",
    "FlowBotUserOptOutSmsBody": ".flow_bot_user_opt_out_sms_body",
    "FlowBotUserPauseBotBody": ".flow_bot_user_pause_bot_body",
    "FlowBotUserRemoveFromCartBody": ".flow_bot_user_remove_from_cart_body",
    "FlowBotUserRemoveLabelsByNameBody": ".flow_bot_user_remove_labels_by_name_body",
    "FlowBotUserRemoveLabelsByNameBodyDataItem": ".flow_bot_user_remove_labels_by_name_body_data_item",
    "FlowBotUserRemoveTagBody": ".flow_bot_user_remove_tag_body",
    "FlowBotUserRemoveTagByNameBody": ".flow_bot_user_remove_tag_by_name_body",
    "FlowBotUserRemoveTagsBody": ".flow_bot_user_remove_tags_body",
    "FlowBotUserRemoveTagsBodyDataItem": ".flow_bot_user_remove_tags_body_data_item",
    "FlowBotUserRemoveTagsByNameBody": ".flow_bot_user_remove_tags_by_name_body",
    "FlowBotUserRemoveTagsByNameBodyDataItem": ".flow_bot_user_remove_tags_by_name_body_data_item",
    "FlowBotUserResumeBotBody": ".flow_bot_user_resume_bot_body",
    "FlowBotUserSendContentBody": ".flow_bot_user_send_content_body",
    "FlowBotUserSendContentBodyData": ".flow_bot_user_send_content_body_data",
    "FlowBotUserSendContentBodyDataContent": ".flow_bot_user_send_content_body_data_content",
    "FlowBotUserSendContentBodyDataContentActionsItem": ".flow_bot_user_send_content_body_data_content_actions_item",
    "FlowBotUserSendContentBodyDataContentActionsItemAction": ".flow_bot_user_send_content_body_data_content_actions_item_action",
    "FlowBotUserSendContentBodyDataContentMessagesItem": ".flow_bot_user_send_content_body_data_content_messages_item",
    "FlowBotUserSendContentBodyDataContentMessagesItemType": ".flow_bot_user_send_content_body_data_content_messages_item_type",
    "FlowBotUserSendContentBodyDataContentQuickRepliesItem": ".flow_bot_user_send_content_body_data_content_quick_replies_item",
    "FlowBotUserSendContentBodyDataContentQuickRepliesItemType": ".flow_bot_user_send_content_body_data_content_quick_replies_item_type",
    "FlowBotUserSendContentBodyDataVersion": ".flow_bot_user_send_content_body_data_version",
    "FlowBotUserSendEmailBody": ".flow_bot_user_send_email_body",
    "FlowBotUserSendFacebookUtilityMessageTemplateBody": ".flow_bot_user_send_facebook_utility_message_template_body",
    "FlowBotUserSendFacebookUtilityMessageTemplateBodyContent": ".flow_bot_user_send_facebook_utility_message_template_body_content",
    "FlowBotUserSendFacebookUtilityMessageTemplateBodyContentParams": ".flow_bot_user_send_facebook_utility_message_template_body_content_params",
    "FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBody": ".flow_bot_user_send_facebook_utility_message_template_by_user_id_body",
    "FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContent": ".flow_bot_user_send_facebook_utility_message_template_by_user_id_body_content",
    "FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContentParams": ".flow_bot_user_send_facebook_utility_message_template_by_user_id_body_content_params",
    "FlowBotUserSendMainFlowBody": ".flow_bot_user_send_main_flow_body",
    "FlowBotUserSendNodeBody": ".flow_bot_user_send_node_body",
    "FlowBotUserSendSmsBody": ".flow_bot_user_send_sms_body",
    "FlowBotUserSendSubFlowBody": ".flow_bot_user_send_sub_flow_body",
    "FlowBotUserSendSubFlowByFlowNameBody": ".flow_bot_user_send_sub_flow_by_flow_name_body",
    "FlowBotUserSendSubFlowByUserIdBody": ".flow_bot_user_send_sub_flow_by_user_id_body",
    "FlowBotUserSendTextBody": ".flow_bot_user_send_text_body",
    "FlowBotUserSendWhatsappTemplateBody": ".flow_bot_user_send_whatsapp_template_body",
    "FlowBotUserSendWhatsappTemplateBodyContent": ".flow_bot_user_send_whatsapp_template_body_content",
    "FlowBotUserSendWhatsappTemplateBodyContentParams": ".flow_bot_user_send_whatsapp_template_body_content_params",
    "FlowBotUserSendWhatsappTemplateByUserIdBody": ".flow_bot_user_send_whatsapp_template_by_user_id_body",
    "FlowBotUserSendWhatsappTemplateByUserIdBodyContact": ".flow_bot_user_send_whatsapp_template_by_user_id_body_contact",
    "FlowBotUserSendWhatsappTemplateByUserIdBodyContent": ".flow_bot_user_send_whatsapp_template_by_user_id_body_content",
    "FlowBotUserSendWhatsappTemplateByUserIdBodyContentParams": ".flow_bot_user_send_whatsapp_template_by_user_id_body_content_params",
    "FlowBotUserSetUserFieldBody": ".flow_bot_user_set_user_field_body",
    "FlowBotUserSetUserFieldByNameBody": ".flow_bot_user_set_user_field_by_name_body",
    "FlowBotUserSetUserFieldsBody": ".flow_bot_user_set_user_fields_body",
    "FlowBotUserSetUserFieldsBodyDataItem": ".flow_bot_user_set_user_fields_body_data_item",
    "FlowBotUserSetUserFieldsByNameBody": ".flow_bot_user_set_user_fields_by_name_body",
    "FlowBotUserSetUserFieldsByNameBodyDataItem": ".flow_bot_user_set_user_fields_by_name_body_data_item",
    "FlowBotUserSubscribeToBotBody": ".flow_bot_user_subscribe_to_bot_body",
    "FlowBotUserUnassignAgentBody": ".flow_bot_user_unassign_agent_body",
    "FlowBotUserUnsubscribeFromBotBody": ".flow_bot_user_unsubscribe_from_bot_body",
    "FlowBotUserUpdateOrderStatusBody": ".flow_bot_user_update_order_status_body",
    "FlowBotUsersCountResponse200": ".flow_bot_users_count_response_200",
    "FlowBotUsersCountResponse200DataItem": ".flow_bot_users_count_response_200_data_item",
    "FlowBotUsersCountResponse200DataItemStatus": ".flow_bot_users_count_response_200_data_item_status",
    "FlowConversationsDataResponse200": ".flow_conversations_data_response_200",
    "FlowCreateBotFieldResponse200": ".flow_create_bot_field_response_200",
    "FlowCreateBotUserBody": ".flow_create_bot_user_body",
    "FlowCreateClosingNoteBody": ".flow_create_closing_note_body",
    "FlowCreateManyBotUsersBody": ".flow_create_many_bot_users_body",
    "FlowCreateManyBotUsersBodyUsersItem": ".flow_create_many_bot_users_body_users_item",
    "FlowCreateManyBotUsersBodyUsersItemTagsItem": ".flow_create_many_bot_users_body_users_item_tags_item",
    "FlowCreateManyBotUsersBodyUsersItemUserFieldsItem": ".flow_create_many_bot_users_body_users_item_user_fields_item",
    "FlowCreateShortcutBody": ".flow_create_shortcut_body",
    "FlowCreateTagBody": ".flow_create_tag_body",
    "FlowCreateUserFieldResponse200": ".flow_create_user_field_response_200",
    "FlowDeleteBotFieldBody": ".flow_delete_bot_field_body",
    "FlowDeleteBotFieldByNameBody": ".flow_delete_bot_field_by_name_body",
    "FlowDeleteBotUserBody": ".flow_delete_bot_user_body",
    "FlowDeleteClosingNoteBody": ".flow_delete_closing_note_body",
    "FlowDeleteShortcutBody": ".flow_delete_shortcut_body",
    "FlowDeleteSubFlowBody": ".flow_delete_sub_flow_body",
    "FlowDeleteTagBody": ".flow_delete_tag_body",
    "FlowDeleteTagByNameBody": ".flow_delete_tag_by_name_body",
    "FlowDeleteUserFieldBody": ".flow_delete_user_field_body",
    "FlowDeleteUserFieldByNameBody": ".flow_delete_user_field_by_name_body",
    "FlowErrorLogDataResponse200": ".flow_error_log_data_response_200",
    "FlowEventsDataResponse200": ".flow_events_data_response_200",
    "FlowEventsSummaryResponse200": ".flow_events_summary_response_200",
    "FlowEventsSummaryResponse200StatsItem": ".flow_events_summary_response_200_stats_item",
    "FlowEventsSummaryResponse200TextValuesItem": ".flow_events_summary_response_200_text_values_item",
    "FlowEventsSummaryResponse200Total": ".flow_events_summary_response_200_total",
    "FlowGetDefaultAiProviderResponse200": ".flow_get_default_ai_provider_response_200",
    "FlowGetDefaultAiProviderResponse200Data": ".flow_get_default_ai_provider_response_200_data",
    "FlowResource": ".flow_resource",
    "FlowSetAudioTranscriptionBody": ".flow_set_audio_transcription_body",
    "FlowSetDefaultAiProviderBody": ".flow_set_default_ai_provider_body",
    "FlowSetDefaultAiProviderBodyAiProvider": ".flow_set_default_ai_provider_body_ai_provider",
    "FlowSetDefaultStartFlowBody": ".flow_set_default_start_flow_body",
    "FlowSetWebChatWidgetDefaultStartFlowBody": ".flow_set_web_chat_widget_default_start_flow_body",
    "FlowUpdateAiAgentProviderBody": ".flow_update_ai_agent_provider_body",
    "FlowUpdateAiAgentProviderBodyAiProvider": ".flow_update_ai_agent_provider_body_ai_provider",
    "FlowUpdateAiTaskProviderBody": ".flow_update_ai_task_provider_body",
    "FlowUpdateAiTaskProviderBodyAiProvider": ".flow_update_ai_task_provider_body_ai_provider",
    "FlowUpdateBotFieldBody": ".flow_update_bot_field_body",
    "FlowUpdateBotFieldByNameBody": ".flow_update_bot_field_by_name_body",
    "FlowUpdateBotFieldsBody": ".flow_update_bot_fields_body",
    "FlowUpdateBotFieldsBodyDataItem": ".flow_update_bot_fields_body_data_item",
    "FlowUpdateBotFieldsByNameBody": ".flow_update_bot_fields_by_name_body",
    "FlowUpdateBotFieldsByNameBodyDataItem": ".flow_update_bot_fields_by_name_body_data_item",
    "FlowUpdateBotUserBody": ".flow_update_bot_user_body",
    "FlowUpdateClosingNoteBody": ".flow_update_closing_note_body",
    "FlowUpdateShortcutBody": ".flow_update_shortcut_body",
    "FlowUpdateUserFieldBody": ".flow_update_user_field_body",
    "FlowUsageSummary": ".flow_usage_summary",
    "FlowUsageSummaryResource": ".flow_usage_summary_resource",
    "FlowViewAiAgentInfoBody": ".flow_view_ai_agent_info_body",
    "FlowViewAiTaskInfoBody": ".flow_view_ai_task_info_body",
    "GetAinventedDataResponse200": ".get_ainvented_data_response_200",
    "GetAinventedDataResponse200Data": ".get_ainvented_data_response_200_data",
    "GetCaludeAiDataResponse200": ".get_calude_ai_data_response_200",
    "GetCaludeAiDataResponse200Data": ".get_calude_ai_data_response_200_data",
    "GetDropiDataResponse200": ".get_dropi_data_response_200",
    "GetDropiDataResponse200Data": ".get_dropi_data_response_200_data",
    "GetMetaConversionsApiDataResponse200": ".get_meta_conversions_api_data_response_200",
    "GetMetaConversionsApiDataResponse200Data": ".get_meta_conversions_api_data_response_200_data",
    "GetOpenAiDataResponse200": ".get_open_ai_data_response_200",
    "GetOpenAiDataResponse200Data": ".get_open_ai_data_response_200_data",
    "GetS3StorageDataResponse200": ".get_s3_storage_data_response_200",
    "GetS3StorageDataResponse200Data": ".get_s3_storage_data_response_200_data",
    "GetShopifyDataResponse200": ".get_shopify_data_response_200",
    "GetShopifyDataResponse200Data": ".get_shopify_data_response_200_data",
    "GetWoocommerceDataResponse200": ".get_woocommerce_data_response_200",
    "GetWoocommerceDataResponse200Data": ".get_woocommerce_data_response_200_data",
    "GetXAiDataResponse200": ".get_x_ai_data_response_200",
    "GetXAiDataResponse200Data": ".get_x_ai_data_response_200_data",
    "InboundWebhook": ".inbound_webhook",
    "InboundWebhookResource": ".inbound_webhook_resource",
    "InstalledApp": ".installed_app",
    "InstalledAppResource": ".installed_app_resource",
    "ListInstalledMiniAppsResponse200": ".list_installed_mini_apps_response_200",
    "LocationGetInfoResponse200": ".location_get_info_response_200",
    "MarkNotificationAsReadBody": ".mark_notification_as_read_body",
    "Media": ".media",
    "MediaResource": ".media_resource",
    "OpenAiEmbedding": ".open_ai_embedding",
    "OpenAiEmbeddingCreateBody": ".open_ai_embedding_create_body",
    "OpenAiEmbeddingCreateResponse200": ".open_ai_embedding_create_response_200",
    "OpenAiEmbeddingGenerateResponse200": ".open_ai_embedding_generate_response_200",
    "OpenAiEmbeddingGetInfoResponse200": ".open_ai_embedding_get_info_response_200",
    "OpenAiEmbeddingImportBody": ".open_ai_embedding_import_body",
    "OpenAiEmbeddingImportBodyRowsItem": ".open_ai_embedding_import_body_rows_item",
    "OpenAiEmbeddingImportResponse200": ".open_ai_embedding_import_response_200",
    "OpenAiEmbeddingResource": ".open_ai_embedding_resource",
    "OpenAiEmbeddingUpdateBody": ".open_ai_embedding_update_body",
    "OpenAiEmbeddingUpdateResponse200": ".open_ai_embedding_update_response_200",
    "Order": ".order",
    "OrderGetInfoResponse200": ".order_get_info_response_200",
    "OrderResource": ".order_resource",
    "OrdersResponse200": ".orders_response_200",
    "OrdersResponse200DataItem": ".orders_response_200_data_item",
    "Product": ".product",
    "ProductGetInfoResponse200": ".product_get_info_response_200",
    "ProductResource": ".product_resource",
    "ProductTag": ".product_tag",
    "ProductTagResource": ".product_tag_resource",
    "ProductType": ".product_type",
    "ProductTypeResource": ".product_type_resource",
    "ProductVariantInfoResponse200": ".product_variant_info_response_200",
    "ProductVendor": ".product_vendor",
    "ProductVendorResource": ".product_vendor_resource",
    "ResponseError": ".response_error",
    "ResponseOk": ".response_ok",
    "Segment": ".segment",
    "ShopGetBusinessHoursResponse200": ".shop_get_business_hours_response_200",
    "ShopLocation": ".shop_location",
    "ShopLocationResource": ".shop_location_resource",
    "ShopUpdateBusinessHoursBody": ".shop_update_business_hours_body",
    "ShopUpdateBusinessHoursBodyDataItem": ".shop_update_business_hours_body_data_item",
    "ShopUpdateBusinessHoursResponse200": ".shop_update_business_hours_response_200",
    "SubFlow": ".sub_flow",
    "SubFlowResource": ".sub_flow_resource",
    "SystemField": ".system_field",
    "SystemFieldResource": ".system_field_resource",
    "Tag": ".tag",
    "TagGetInfoResponse200": ".tag_get_info_response_200",
    "TagResource": ".tag_resource",
    "TeamAgentResource": ".team_agent_resource",
    "TeamCreateAgentGroupBody": ".team_create_agent_group_body",
    "TeamCreateLabelBody": ".team_create_label_body",
    "TeamCreateTicketListItemBody": ".team_create_ticket_list_item_body",
    "TeamCreateTicketListItemCommentBody": ".team_create_ticket_list_item_comment_body",
    "TeamDeleteLabelBody": ".team_delete_label_body",
    "TeamDeleteLabelByNameBody": ".team_delete_label_by_name_body",
    "TeamGroup": ".team_group",
    "TeamGroupResource": ".team_group_resource",
    "TeamLabel": ".team_label",
    "TeamLabelResource": ".team_label_resource",
    "TeamList": ".team_list",
    "TeamListLogData": ".team_list_log_data",
    "TeamListLogDataResource": ".team_list_log_data_resource",
    "TeamListResource": ".team_list_resource",
    "TeamTicketListItemCommentsResponse200": ".team_ticket_list_item_comments_response_200",
    "TeamTicketListItemCommentsResponse200DataItem": ".team_ticket_list_item_comments_response_200_data_item",
    "TeamUpdateAgentGroupBody": ".team_update_agent_group_body",
    "TeamUpdateAgentGroupUsersBody": ".team_update_agent_group_users_body",
    "TeamUpdateAgentGroupUsersBodyMembersItem": ".team_update_agent_group_users_body_members_item",
    "TeamUpdateTicketListItemBody": ".team_update_ticket_list_item_body",
    "TeamUpdateTicketListItemBodyComment": ".team_update_ticket_list_item_body_comment",
    "Template": ".template",
    "TemplateInstall": ".template_install",
    "TemplateInstallLogResource": ".template_install_log_resource",
    "TemplateOneTimeLinkResource": ".template_one_time_link_resource",
    "TemplateOneTimeLinkResponse200": ".template_one_time_link_response_200",
    "TemplateResource": ".template_resource",
    "Ticket": ".ticket",
    "TicketResource": ".ticket_resource",
    "TypeGetInfoResponse200": ".type_get_info_response_200",
    "UpdateAinventedDataBody": ".update_ainvented_data_body",
    "UpdateAinventedDataResponse200": ".update_ainvented_data_response_200",
    "UpdateAinventedDataResponse200Data": ".update_ainvented_data_response_200_data",
    "UpdateCaludeAiDataBody": ".update_calude_ai_data_body",
    "UpdateCaludeAiDataResponse200": ".update_calude_ai_data_response_200",
    "UpdateCaludeAiDataResponse200Data": ".update_calude_ai_data_response_200_data",
    "UpdateDiscountCodeBody": ".update_discount_code_body",
    "UpdateDiscountCodeResponse200": ".update_discount_code_response_200",
    "UpdateDropiDataBody": ".update_dropi_data_body",
    "UpdateDropiDataResponse200": ".update_dropi_data_response_200",
    "UpdateDropiDataResponse200Data": ".update_dropi_data_response_200_data",
    "UpdateLocationBody": ".update_location_body",
    "UpdateLocationResponse200": ".update_location_response_200",
    "UpdateMetaConversionsApiDataBody": ".update_meta_conversions_api_data_body",
    "UpdateMetaConversionsApiDataResponse200": ".update_meta_conversions_api_data_response_200",
    "UpdateMetaConversionsApiDataResponse200Data": ".update_meta_conversions_api_data_response_200_data",
    "UpdateMiniAppApiKeyBody": ".update_mini_app_api_key_body",
    "UpdateMiniAppApiKeyResponse200": ".update_mini_app_api_key_response_200",
    "UpdateOpenAiDataBody": ".update_open_ai_data_body",
    "UpdateOpenAiDataResponse200": ".update_open_ai_data_response_200",
    "UpdateOpenAiDataResponse200Data": ".update_open_ai_data_response_200_data",
    "UpdateOrderBody": ".update_order_body",
    "UpdateOrderBodyItemsItem": ".update_order_body_items_item",
    "UpdateProductBody": ".update_product_body",
    "UpdateProductBodyStatus": ".update_product_body_status",
    "UpdateProductResponse200": ".update_product_response_200",
    "UpdateProductVariantBody": ".update_product_variant_body",
    "UpdateProductVariantBodyAllowNoStockSell": ".update_product_variant_body_allow_no_stock_sell",
    "UpdateProductVariantBodyTaxable": ".update_product_variant_body_taxable",
    "UpdateProductVariantBodyTrackStock": ".update_product_variant_body_track_stock",
    "UpdateProductVariantResponse200": ".update_product_variant_response_200",
    "UpdateS3StorageDataBody": ".update_s3_storage_data_body",
    "UpdateS3StorageDataResponse200": ".update_s3_storage_data_response_200",
    "UpdateS3StorageDataResponse200Data": ".update_s3_storage_data_response_200_data",
    "UpdateShopifyDataBody": ".update_shopify_data_body",
    "UpdateShopifyDataResponse200": ".update_shopify_data_response_200",
    "UpdateShopifyDataResponse200Data": ".update_shopify_data_response_200_data",
    "UpdateTagBody": ".update_tag_body",
    "UpdateTagResponse200": ".update_tag_response_200",
    "UpdateTypeBody": ".update_type_body",
    "UpdateTypeResponse200": ".update_type_response_200",
    "UpdateVendorBody": ".update_vendor_body",
    "UpdateVendorResponse200": ".update_vendor_response_200",
    "UpdateWoocommerceDataBody": ".update_woocommerce_data_body",
    "UpdateWoocommerceDataResponse200": ".update_woocommerce_data_response_200",
    "UpdateWoocommerceDataResponse200Data": ".update_woocommerce_data_response_200_data",
    "UpdateXAiDataBody": ".update_x_ai_data_body",
    "UpdateXAiDataResponse200": ".update_x_ai_data_response_200",
    "UpdateXAiDataResponse200Data": ".update_x_ai_data_response_200_data",
    "User": ".user",
    "UserChangePasswordBody": ".user_change_password_body",
    "UserField": ".user_field",
    "UserFieldResource": ".user_field_resource",
    "UserFieldVarType": ".user_field_var_type",
    "Variant": ".variant",
    "VariantJsonVarResource": ".variant_json_var_resource",
    "VariantResource": ".variant_resource",
    "VendorGetInfoResponse200": ".vendor_get_info_response_200",
    "WhatsappTemplate": ".whatsapp_template",
    "WhatsappTemplateComponentsItem": ".whatsapp_template_components_item",
    "WhatsappTemplateResource": ".whatsapp_template_resource",
    "WorkspaceInfoResponse200": ".workspace_info_response_200",
    "WorkspaceInfoResponse200Data": ".workspace_info_response_200_data",
    "WorkspaceSettingsChannelsResponse200": ".workspace_settings_channels_response_200",
    "WorkspaceSettingsChannelsResponse200Data": ".workspace_settings_channels_response_200_data",
    "WorkspaceSettingsChannelsUpdateBody": ".workspace_settings_channels_update_body",
    "WorkspaceSettingsChannelsUpdateResponse200": ".workspace_settings_channels_update_response_200",
    "WorkspaceSettingsChannelsUpdateResponse200Data": ".workspace_settings_channels_update_response_200_data",
    "WorkspaceSettingsLiveChatSidebarResponse200": ".workspace_settings_live_chat_sidebar_response_200",
    "WorkspaceSettingsLiveChatSidebarUpdateBody": ".workspace_settings_live_chat_sidebar_update_body",
    "WorkspaceSettingsLiveChatSidebarUpdateResponse200": ".workspace_settings_live_chat_sidebar_update_response_200",
    "WorkspaceWhatsappCallLogsDirection": ".workspace_whatsapp_call_logs_direction",
    "WorkspaceWhatsappCallLogsResponse200": ".workspace_whatsapp_call_logs_response_200",
    "WorkspaceWhatsappCallLogsResponse200DataItem": ".workspace_whatsapp_call_logs_response_200_data_item",
    "WorkspaceWhatsappCallLogsStatus": ".workspace_whatsapp_call_logs_status",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


__all__ = (
    "Agent",
    "AgentActivityLogData",
    "AgentActivityLogResource",
    "AiAgent",
    "AiAgentResource",
    "AiTask",
    "AiTaskResource",
    "BotConversationDataResource",
    "BotEventDataResource",
    "BotEventResource",
    "BotField",
    "BotFieldResource",
    "BotFieldVarType",
    "BotSegmentResource",
    "BotShortCut",
    "BotShortCutResource",
    "BotUser",
    "BotUserResource",
    "BusinessHours",
    "BusinessHoursResource",
    "CartDetailResource",
    "CartItem",
    "ChatButtonWidget",
    "ChatButtonWidgetResource",
    "ChatButtonWidgetStatus",
    "ChatMessageResource",
    "ChatMsg",
    "ChatMsgPayloadType0",
    "ClosingNote",
    "ClosingNoteResource",
    "ConversationData",
    "CreateDiscountCodeBody",
    "CreateDiscountCodeResponse200",
    "CreateLocationBody",
    "CreateLocationResponse200",
    "CreateProductBody",
    "CreateProductBodyAllowNoStockSell",
    "CreateProductBodyStatus",
    "CreateProductBodyTrackStock",
    "CreateProductBodyUseVariant",
    "CreateProductBodyVariantsItem",
    "CreateProductBodyVariantsItemAllowNoStockSell",
    "CreateProductBodyVariantsItemTaxable",
    "CreateProductBodyVariantsItemTrackStock",
    "CreateProductResponse200",
    "CreateProductVariantBody",
    "CreateProductVariantBodyAllowNoStockSell",
    "CreateProductVariantBodyTaxable",
    "CreateProductVariantBodyTrackStock",
    "CreateProductVariantResponse200",
    "CreateTagBody",
    "CreateTagResponse200",
    "CreateTypeBody",
    "CreateTypeResponse200",
    "CreateVendorBody",
    "CreateVendorResponse200",
    "CustomEvent",
    "CustomEventData",
    "DeleteFacebookUtilityMessageTemplateBody",
    "DeleteWhatsappTemplateBody",
    "DiscountCode",
    "DiscountCodeGetInfoByCodeResponse200",
    "DiscountCodeGetInfoResponse200",
    "DiscountResource",
    "ErrorLogData",
    "FacebookUtilityMessageTemplate",
    "FacebookUtilityMessageTemplateComponentsItem",
    "FacebookUtilityMessageTemplateComponentsItemButtonsItem",
    "FacebookUtilityMessageTemplateResource",
    "Flow",
    "FlowAgentActivityLogDataResponse200",
    "FlowAgentSummary",
    "FlowAgentSummaryResource",
    "FlowBotUserAddLabelsByNameBody",
    "FlowBotUserAddLabelsByNameBodyDataItem",
    "FlowBotUserAddTagBody",
    "FlowBotUserAddTagByNameBody",
    "FlowBotUserAddTagsBody",
    "FlowBotUserAddTagsBodyDataItem",
    "FlowBotUserAddTagsByNameBody",
    "FlowBotUserAddTagsByNameBodyDataItem",
    "FlowBotUserAddToCartBody",
    "FlowBotUserAppTriggerBody",
    "FlowBotUserAppTriggerBodyContext",
    "FlowBotUserAssignAgentBody",
    "FlowBotUserAssignAgentGroupBody",
    "FlowBotUserBroadcastBody",
    "FlowBotUserBroadcastBySegmentBody",
    "FlowBotUserBroadcastBySegmentBodyBotFieldsItem",
    "FlowBotUserBroadcastByTagBody",
    "FlowBotUserBroadcastByTagBodyUserFieldsItem",
    "FlowBotUserBroadcastByUserIdBody",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBody",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplate",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByTagBodyFacebookUtilityMessageTemplateParams",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBody",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplate",
    "FlowBotUserBroadcastFacebookUtilityMessageTemplateByUserIdBodyFacebookUtilityMessageTemplateParams",
    "FlowBotUserBroadcastsStatus",
    "FlowBotUserBroadcastWhatsappTemplateByTagBody",
    "FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplate",
    "FlowBotUserBroadcastWhatsappTemplateByTagBodyWaTemplateParams",
    "FlowBotUserBroadcastWhatsappTemplateByUserIdBody",
    "FlowBotUserBroadcastWhatsappTemplateByUserIdBodyWaTemplate",
    "FlowBotUserBroadcastWhatsappTemplateByUserIdBodyWaTemplateParams",
    "FlowBotUserCartPaidBody",
    "FlowBotUserChatMessagesByMidsBody",
    "FlowBotUserClearUserFieldBody",
    "FlowBotUserClearUserFieldByNameBody",
    "FlowBotUserClearUserFieldsBody",
    "FlowBotUserClearUserFieldsBodyDataItem",
    "FlowBotUserClearUserFieldsByNameBody",
    "FlowBotUserClearUserFieldsByNameBodyDataItem",
    "FlowBotUserCreateOrderBody",
    "FlowBotUserCreateOrderBodyItemsItem",
    "FlowBotUserEmptyCartBody",
    "FlowBotUserLogCustomEventBody",
    "FlowBotUserMoveChatToBody",
    "FlowBotUserOptInEmailBody",
    "FlowBotUserOptInSmsBody",
    "FlowBotUserOptOutEmailBody",
    "FlowBotUserOptOutSmsBody",
    "FlowBotUserPauseBotBody",
    "FlowBotUserRemoveFromCartBody",
    "FlowBotUserRemoveLabelsByNameBody",
    "FlowBotUserRemoveLabelsByNameBodyDataItem",
    "FlowBotUserRemoveTagBody",
    "FlowBotUserRemoveTagByNameBody",
    "FlowBotUserRemoveTagsBody",
    "FlowBotUserRemoveTagsBodyDataItem",
    "FlowBotUserRemoveTagsByNameBody",
    "FlowBotUserRemoveTagsByNameBodyDataItem",
    "FlowBotUserResumeBotBody",
    "FlowBotUsersCountResponse200",
    "FlowBotUsersCountResponse200DataItem",
    "FlowBotUsersCountResponse200DataItemStatus",
    "FlowBotUserSendContentBody",
    "FlowBotUserSendContentBodyData",
    "FlowBotUserSendContentBodyDataContent",
    "FlowBotUserSendContentBodyDataContentActionsItem",
    "FlowBotUserSendContentBodyDataContentActionsItemAction",
    "FlowBotUserSendContentBodyDataContentMessagesItem",
    "FlowBotUserSendContentBodyDataContentMessagesItemType",
    "FlowBotUserSendContentBodyDataContentQuickRepliesItem",
    "FlowBotUserSendContentBodyDataContentQuickRepliesItemType",
    "FlowBotUserSendContentBodyDataVersion",
    "FlowBotUserSendEmailBody",
    "FlowBotUserSendFacebookUtilityMessageTemplateBody",
    "FlowBotUserSendFacebookUtilityMessageTemplateBodyContent",
    "FlowBotUserSendFacebookUtilityMessageTemplateBodyContentParams",
    "FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBody",
    "FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContent",
    "FlowBotUserSendFacebookUtilityMessageTemplateByUserIdBodyContentParams",
    "FlowBotUserSendMainFlowBody",
    "FlowBotUserSendNodeBody",
    "FlowBotUserSendSmsBody",
    "FlowBotUserSendSubFlowBody",
    "FlowBotUserSendSubFlowByFlowNameBody",
    "FlowBotUserSendSubFlowByUserIdBody",
    "FlowBotUserSendTextBody",
    "FlowBotUserSendWhatsappTemplateBody",
    "FlowBotUserSendWhatsappTemplateBodyContent",
    "FlowBotUserSendWhatsappTemplateBodyContentParams",
    "FlowBotUserSendWhatsappTemplateByUserIdBody",
    "FlowBotUserSendWhatsappTemplateByUserIdBodyContact",
    "FlowBotUserSendWhatsappTemplateByUserIdBodyContent",
    "FlowBotUserSendWhatsappTemplateByUserIdBodyContentParams",
    "FlowBotUserSetUserFieldBody",
    "FlowBotUserSetUserFieldByNameBody",
    "FlowBotUserSetUserFieldsBody",
    "FlowBotUserSetUserFieldsBodyDataItem",
    "FlowBotUserSetUserFieldsByNameBody",
    "FlowBotUserSetUserFieldsByNameBodyDataItem",
    "FlowBotUserSubscribeToBotBody",
    "FlowBotUserUnassignAgentBody",
    "FlowBotUserUnsubscribeFromBotBody",
    "FlowBotUserUpdateOrderStatusBody",
    "FlowConversationsDataResponse200",
    "FlowCreateBotFieldResponse200",
    "FlowCreateBotUserBody",
    "FlowCreateClosingNoteBody",
    "FlowCreateManyBotUsersBody",
    "FlowCreateManyBotUsersBodyUsersItem",
    "FlowCreateManyBotUsersBodyUsersItemTagsItem",
    "FlowCreateManyBotUsersBodyUsersItemUserFieldsItem",
    "FlowCreateShortcutBody",
    "FlowCreateTagBody",
    "FlowCreateUserFieldResponse200",
    "FlowDeleteBotFieldBody",
    "FlowDeleteBotFieldByNameBody",
    "FlowDeleteBotUserBody",
    "FlowDeleteClosingNoteBody",
    "FlowDeleteShortcutBody",
    "FlowDeleteSubFlowBody",
    "FlowDeleteTagBody",
    "FlowDeleteTagByNameBody",
    "FlowDeleteUserFieldBody",
    "FlowDeleteUserFieldByNameBody",
    "FlowErrorLogDataResponse200",
    "FlowEventsDataResponse200",
    "FlowEventsSummaryResponse200",
    "FlowEventsSummaryResponse200StatsItem",
    "FlowEventsSummaryResponse200TextValuesItem",
    "FlowEventsSummaryResponse200Total",
    "FlowGetDefaultAiProviderResponse200",
    "FlowGetDefaultAiProviderResponse200Data",
    "FlowResource",
    "FlowSetAudioTranscriptionBody",
    "FlowSetDefaultAiProviderBody",
    "FlowSetDefaultAiProviderBodyAiProvider",
    "FlowSetDefaultStartFlowBody",
    "FlowSetWebChatWidgetDefaultStartFlowBody",
    "FlowUpdateAiAgentProviderBody",
    "FlowUpdateAiAgentProviderBodyAiProvider",
    "FlowUpdateAiTaskProviderBody",
    "FlowUpdateAiTaskProviderBodyAiProvider",
    "FlowUpdateBotFieldBody",
    "FlowUpdateBotFieldByNameBody",
    "FlowUpdateBotFieldsBody",
    "FlowUpdateBotFieldsBodyDataItem",
    "FlowUpdateBotFieldsByNameBody",
    "FlowUpdateBotFieldsByNameBodyDataItem",
    "FlowUpdateBotUserBody",
    "FlowUpdateClosingNoteBody",
    "FlowUpdateShortcutBody",
    "FlowUpdateUserFieldBody",
    "FlowUsageSummary",
    "FlowUsageSummaryResource",
    "FlowViewAiAgentInfoBody",
    "FlowViewAiTaskInfoBody",
    "GetAinventedDataResponse200",
    "GetAinventedDataResponse200Data",
    "GetCaludeAiDataResponse200",
    "GetCaludeAiDataResponse200Data",
    "GetDropiDataResponse200",
    "GetDropiDataResponse200Data",
    "GetMetaConversionsApiDataResponse200",
    "GetMetaConversionsApiDataResponse200Data",
    "GetOpenAiDataResponse200",
    "GetOpenAiDataResponse200Data",
    "GetS3StorageDataResponse200",
    "GetS3StorageDataResponse200Data",
    "GetShopifyDataResponse200",
    "GetShopifyDataResponse200Data",
    "GetWoocommerceDataResponse200",
    "GetWoocommerceDataResponse200Data",
    "GetXAiDataResponse200",
    "GetXAiDataResponse200Data",
    "InboundWebhook",
    "InboundWebhookResource",
    "InstalledApp",
    "InstalledAppResource",
    "ListInstalledMiniAppsResponse200",
    "LocationGetInfoResponse200",
    "MarkNotificationAsReadBody",
    "Media",
    "MediaResource",
    "OpenAiEmbedding",
    "OpenAiEmbeddingCreateBody",
    "OpenAiEmbeddingCreateResponse200",
    "OpenAiEmbeddingGenerateResponse200",
    "OpenAiEmbeddingGetInfoResponse200",
    "OpenAiEmbeddingImportBody",
    "OpenAiEmbeddingImportBodyRowsItem",
    "OpenAiEmbeddingImportResponse200",
    "OpenAiEmbeddingResource",
    "OpenAiEmbeddingUpdateBody",
    "OpenAiEmbeddingUpdateResponse200",
    "Order",
    "OrderGetInfoResponse200",
    "OrderResource",
    "OrdersResponse200",
    "OrdersResponse200DataItem",
    "Product",
    "ProductGetInfoResponse200",
    "ProductResource",
    "ProductTag",
    "ProductTagResource",
    "ProductType",
    "ProductTypeResource",
    "ProductVariantInfoResponse200",
    "ProductVendor",
    "ProductVendorResource",
    "ResponseError",
    "ResponseOk",
    "Segment",
    "ShopGetBusinessHoursResponse200",
    "ShopLocation",
    "ShopLocationResource",
    "ShopUpdateBusinessHoursBody",
    "ShopUpdateBusinessHoursBodyDataItem",
    "ShopUpdateBusinessHoursResponse200",
    "SubFlow",
    "SubFlowResource",
    "SystemField",
    "SystemFieldResource",
    "Tag",
    "TagGetInfoResponse200",
    "TagResource",
    "TeamAgentResource",
    "TeamCreateAgentGroupBody",
    "TeamCreateLabelBody",
    "TeamCreateTicketListItemBody",
    "TeamCreateTicketListItemCommentBody",
    "TeamDeleteLabelBody",
    "TeamDeleteLabelByNameBody",
    "TeamGroup",
    "TeamGroupResource",
    "TeamLabel",
    "TeamLabelResource",
    "TeamList",
    "TeamListLogData",
    "TeamListLogDataResource",
    "TeamListResource",
    "TeamTicketListItemCommentsResponse200",
    "TeamTicketListItemCommentsResponse200DataItem",
    "TeamUpdateAgentGroupBody",
    "TeamUpdateAgentGroupUsersBody",
    "TeamUpdateAgentGroupUsersBodyMembersItem",
    "TeamUpdateTicketListItemBody",
    "TeamUpdateTicketListItemBodyComment",
    "Template",
    "TemplateInstall",
    "TemplateInstallLogResource",
    "TemplateOneTimeLinkResource",
    "TemplateOneTimeLinkResponse200",
    "TemplateResource",
    "Ticket",
    "TicketResource",
    "TypeGetInfoResponse200",
    "UpdateAinventedDataBody",
    "UpdateAinventedDataResponse200",
    "UpdateAinventedDataResponse200Data",
    "UpdateCaludeAiDataBody",
    "UpdateCaludeAiDataResponse200",
    "UpdateCaludeAiDataResponse200Data",
    "UpdateDiscountCodeBody",
    "UpdateDiscountCodeResponse200",
    "UpdateDropiDataBody",
    "UpdateDropiDataResponse200",
    "UpdateDropiDataResponse200Data",
    "UpdateLocationBody",
    "UpdateLocationResponse200",
    "UpdateMetaConversionsApiDataBody",
    "UpdateMetaConversionsApiDataResponse200",
    "UpdateMetaConversionsApiDataResponse200Data",
    "UpdateMiniAppApiKeyBody",
    "UpdateMiniAppApiKeyResponse200",
    "UpdateOpenAiDataBody",
    "UpdateOpenAiDataResponse200",
    "UpdateOpenAiDataResponse200Data",
    "UpdateOrderBody",
    "UpdateOrderBodyItemsItem",
    "UpdateProductBody",
    "UpdateProductBodyStatus",
    "UpdateProductResponse200",
    "UpdateProductVariantBody",
    "UpdateProductVariantBodyAllowNoStockSell",
    "UpdateProductVariantBodyTaxable",
    "UpdateProductVariantBodyTrackStock",
    "UpdateProductVariantResponse200",
    "UpdateS3StorageDataBody",
    "UpdateS3StorageDataResponse200",
    "UpdateS3StorageDataResponse200Data",
    "UpdateShopifyDataBody",
    "UpdateShopifyDataResponse200",
    "UpdateShopifyDataResponse200Data",
    "UpdateTagBody",
    "UpdateTagResponse200",
    "UpdateTypeBody",
    "UpdateTypeResponse200",
    "UpdateVendorBody",
    "UpdateVendorResponse200",
    "UpdateWoocommerceDataBody",
    "UpdateWoocommerceDataResponse200",
    "UpdateWoocommerceDataResponse200Data",
    "UpdateXAiDataBody",
    "UpdateXAiDataResponse200",
    "UpdateXAiDataResponse200Data",
    "User",
    "UserChangePasswordBody",
    "UserField",
    "UserFieldResource",
    "UserFieldVarType",
    "Variant",
    "VariantJsonVarResource",
    "VariantResource",
    "VendorGetInfoResponse200",
    "WhatsappTemplate",
    "WhatsappTemplateComponentsItem",
    "WhatsappTemplateResource",
    "WorkspaceInfoResponse200",
    "WorkspaceInfoResponse200Data",
    "WorkspaceSettingsChannelsResponse200",
    "WorkspaceSettingsChannelsResponse200Data",
    "WorkspaceSettingsChannelsUpdateBody",
    "WorkspaceSettingsChannelsUpdateResponse200",
    "WorkspaceSettingsChannelsUpdateResponse200Data",
    "WorkspaceSettingsLiveChatSidebarResponse200",
    "WorkspaceSettingsLiveChatSidebarUpdateBody",
    "WorkspaceSettingsLiveChatSidebarUpdateResponse200",
    "WorkspaceWhatsappCallLogsDirection",
    "WorkspaceWhatsappCallLogsResponse200",
    "WorkspaceWhatsappCallLogsResponse200DataItem",
    "WorkspaceWhatsappCallLogsStatus",
)
